//! In which order the functions of a module stand: like beside like, so that what repeats is near when it is compressed. It makes
//! a page smaller by some kilobytes, and changes nothing else.

use anyhow::Result;
use wasmparser::FunctionBody;

/// How many instructions tell what a function is like.
const TELLING: usize = 64;

/// What functions are sorted by: their type, then how they begin, by instructions without what these work on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Likeness {
    kind: u32,
    beginning: Vec<u8>,
}

impl Likeness {
    pub fn of(kind: u32, body: &FunctionBody<'_>) -> Result<Self> {
        let start = body.range().start;
        let mut beginning = Vec::with_capacity(TELLING);
        for operator in body.get_operators_reader()?.into_iter_with_offsets().take(TELLING) {
            let (_, at) = operator?;
            let code = usize::try_from(at - start).ok().and_then(|at| body.as_bytes().get(at));
            beginning.extend(code);
        }
        Ok(Self { kind, beginning })
    }
}

/// The numbers from nought on of things in the order of what they are sorted by.
pub fn sorted(keys: &[Likeness]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|at| keys.get(*at));
    order
}

#[cfg(test)]
mod tests {
    use wasmparser::BinaryReader;

    use super::*;

    fn likeness(kind: u32, code: &[u8]) -> Likeness {
        let body = [&[0], code, &[0x0B]].concat();
        Likeness::of(kind, &FunctionBody::new(BinaryReader::new(&body, 0))).unwrap()
    }

    #[test]
    fn what_does_the_same_with_something_else_is_alike() {
        // Both put a number on the stack and drop it; the other gets a local.
        let (one, other, third) =
            (likeness(0, &[0x41, 1, 0x1A]), likeness(0, &[0x41, 2, 0x1A]), likeness(0, &[0x20, 0, 0x1A]));
        assert_eq!(one, other);
        assert_ne!(one, third);
        assert_ne!(one, likeness(1, &[0x41, 1, 0x1A]));
        assert_eq!(sorted(&[one, third, other]), [1, 0, 2]);
    }
}
