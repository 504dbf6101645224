//! Cursors of lists: opaque, and refused when they were not made here for this very list.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use shared::problem::FieldCode;

use crate::{
    error::{Error, Result},
    keys::{Keys, Purpose},
};

/// Bytes of the mark that a cursor was made here.
const MARK: usize = 12;

/// A cursor of a position in a list. `list` names the list with its order, so that a cursor serves no other.
///
/// # Errors
/// When the position can't be serialized.
pub fn seal(keys: &Keys, list: &str, position: &impl Serialize) -> Result<String> {
    let position = serde_json::to_vec(position)?;
    let mac = keys.mac(Purpose::Cursor, &[list.as_bytes(), &[0], &position].concat());
    let mark = mac.get(..MARK).unwrap_or_default();
    Ok(URL_SAFE_NO_PAD.encode([mark, &position].concat()))
}

/// The position behind a cursor.
///
/// # Errors
/// `Validation` of `?cursor`.
pub fn open<T: DeserializeOwned>(keys: &Keys, list: &str, cursor: &str) -> Result<T> {
    let fault = || Error::field("?cursor", FieldCode::Format);
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| fault())?;
    let (mark, position) = bytes.split_at_checked(MARK).ok_or_else(fault)?;
    let mac = keys.mac(Purpose::Cursor, &[list.as_bytes(), &[0], position].concat());
    if mac.get(..MARK) != Some(mark) {
        return Err(fault());
    }
    serde_json::from_slice(position).map_err(|_| fault())
}
