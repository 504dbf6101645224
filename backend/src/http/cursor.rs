//! Cursors of lists: encrypted, because a position can tell what its reader may not know (how many notes lie between two
//! replies), and bound to the list that they were made for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use shared::problem::FieldCode;

use crate::{
    error::{Error, Result},
    keys::{Keys, Purpose},
};

/// A cursor of a position in a list. `list` names the list with its order, so that a cursor serves no other.
///
/// # Errors
/// When the position can't be serialized.
pub fn seal(keys: &Keys, list: &str, position: &impl Serialize) -> Result<String> {
    let position = serde_json::to_vec(position)?;
    Ok(URL_SAFE_NO_PAD.encode(keys.seal(Purpose::Cursor, list.as_bytes(), &position)?))
}

/// The position behind a cursor.
///
/// # Errors
/// `Validation` of `?cursor`.
pub fn open<T: DeserializeOwned>(keys: &Keys, list: &str, cursor: &str) -> Result<T> {
    let fault = || Error::field("?cursor", FieldCode::Format);
    let sealed = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| fault())?;
    let position = keys.open(Purpose::Cursor, list.as_bytes(), &sealed).map_err(|_| fault())?;
    serde_json::from_slice(&position).map_err(|_| fault())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_serves_only_its_own_list_and_tells_nothing() {
        let keys = Keys::from_text(&URL_SAFE_NO_PAD.encode([7; 32])).unwrap();
        let cursor = seal(&keys, "timeline 1", &123_456_789).unwrap();
        assert_eq!(open::<i32>(&keys, "timeline 1", &cursor).unwrap(), 123_456_789);
        assert!(open::<i32>(&keys, "timeline 2", &cursor).is_err());
        for odd in ["", "x", "AAAA", "%00", &cursor[1..]] {
            assert!(open::<i32>(&keys, "timeline 1", odd).is_err(), "{odd}");
        }
        assert!(!URL_SAFE_NO_PAD.decode(&cursor).unwrap().windows(9).any(|text| text == b"123456789"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn any_position_comes_back_and_nothing_that_was_changed(
            position in any::<(i64, String, Option<i32>)>(),
            list in any::<String>(),
            at: prop::sample::Index,
            by in "[A-Za-z0-9_=. ñ-]",
        ) {
            let keys = Keys::from_text(&URL_SAFE_NO_PAD.encode([7; 32])).unwrap();
            let cursor = seal(&keys, &list, &position).unwrap();
            prop_assert_eq!(open::<(i64, String, Option<i32>)>(&keys, &list, &cursor).unwrap(), position);
            let at = at.index(cursor.len());
            let changed = format!("{}{by}{}", &cursor[..at], &cursor[at + 1..]);
            prop_assert!(changed == cursor || open::<(i64, String, Option<i32>)>(&keys, &list, &changed).is_err());
        }

        #[test]
        fn whatever_is_no_cursor_is_a_fault_of_the_parameter(text in prop_oneof![any::<String>(), "[A-Za-z0-9_-]{0,120}"]) {
            let keys = Keys::from_text(&URL_SAFE_NO_PAD.encode([7; 32])).unwrap();
            let Err(Error::Validation(faults)) = open::<i64>(&keys, "tickets", &text) else { panic!("it was accepted") };
            prop_assert_eq!((faults[0].pointer.as_str(), faults[0].code), ("?cursor", FieldCode::Format));
        }
    }
}
