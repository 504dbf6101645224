//! Reads JSON in the browser. For reading alone, this is much smaller than `serde_json`'s reader: what is wrong with a text is
//! not told, and an object is all that a struct is ever read from, so half of what serde derives for each type is never compiled.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// How deep lists and objects may lie within each other.
const DEPTH: u8 = 64;

/// The value in a text, unless the text is not JSON or does not hold such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut reader).ok()?;
    (reader.peek() == 0 && reader.at == text.len()).then_some(value)
}

/// The text is not what it should be.
#[derive(Debug)]
struct Unreadable;

type Read<T> = Result<T, Unreadable>;

impl Display for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unreadable {}

/// Every way to be wrong is the same, so that no words for them are compiled.
impl Error for Unreadable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

enum Figure {
    Natural(u64),
    Negative(i64),
    Fraction(f64),
}

/// `whole` × 10^`exponent` as the nearest number there is; with more than 19 places and 53 bits perhaps the one beside it.
#[expect(clippy::cast_precision_loss, reason = "rounding once is meant")]
fn scaled(whole: u64, exponent: i32) -> f64 {
    let places = exponent.unsigned_abs();
    let exact = whole >> f64::MANTISSA_DIGITS == 0;
    if !exact
        && exponent < 0
        && let Some(tens) = 10_u64.checked_pow(places)
    {
        // Divided as whole numbers with bits to spare; what is left over decides between two that are equally near.
        let spare = 64 + whole.leading_zeros();
        let (above, below) = (u128::from(whole) << spare, u128::from(tens));
        let quotient = (above / below) | u128::from(above % below != 0);
        return quotient as f64 / (1_u128 << spare) as f64;
    }
    let mut tens = 1.0;
    for _ in 0..places.min(400) {
        tens *= 10.0;
    }
    if exponent < 0 { whole as f64 / tens } else { whole as f64 * tens }
}

impl<'t> Reader<'t> {
    /// The next byte that is not blank; nought at the end, which begins nothing.
    fn peek(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// The byte here, blank or not.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    fn want(&mut self, byte: u8) -> Read<()> {
        self.take(byte).then_some(()).ok_or(Unreadable)
    }

    fn word(&mut self, word: &str) -> bool {
        self.peek();
        let is_next = self.rest().starts_with(word);
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Begins a list or an object.
    fn open(&mut self, bracket: u8) -> Read<()> {
        self.want(bracket)?;
        self.depth += 1;
        if self.depth > DEPTH { Err(Unreadable) } else { Ok(()) }
    }

    /// Whether there is one more in the list or object, which otherwise ends; the first follows its bracket.
    fn more(&mut self, first: &mut bool, bracket: u8) -> Read<bool> {
        if self.take(bracket) {
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.want(b',')?;
        }
        Ok(true)
    }

    fn string(&mut self) -> Read<Cow<'t, str>> {
        self.want(b'"')?;
        let rest = self.rest();
        let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\') || byte < b' ').ok_or(Unreadable)?;
        let plain = rest.get(..end).unwrap_or_default();
        self.at += end;
        if self.byte() == b'"' {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let mut whole = plain.to_owned();
        loop {
            let Some(letter) = self.rest().chars().next() else { return Err(Unreadable) };
            self.at += letter.len_utf8();
            whole.push(match letter {
                '"' => return Ok(Cow::Owned(whole)),
                '\\' => self.escaped()?,
                '\0'..' ' => return Err(Unreadable),
                _ => letter,
            });
        }
    }

    fn escaped(&mut self) -> Read<char> {
        let kind = self.byte();
        self.at += 1;
        Ok(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                if let Some(letter) = char::from_u32(unit) {
                    return Ok(letter);
                }
                // The first half of a letter beyond 65,535, if the second follows.
                if unit >= 0xDC00 || !self.rest().starts_with("\\u") {
                    return Err(Unreadable);
                }
                self.at += 2;
                let low = self.unit()?;
                if !(0xDC00..0xE000).contains(&low) {
                    return Err(Unreadable);
                }
                return char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)).ok_or(Unreadable);
            }
            _ => return Err(Unreadable),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Read<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.byte()).to_digit(16).ok_or(Unreadable)?;
            self.at += 1;
        }
        Ok(unit)
    }

    /// The digits from here on, behind those that came before; beyond what a number holds, how many more there were.
    fn digits(&mut self, whole: &mut u64) -> Read<(i32, i32)> {
        let (mut kept, mut over) = (0, 0);
        loop {
            let digit = self.byte().wrapping_sub(b'0');
            if digit > 9 {
                return if kept + over == 0 { Err(Unreadable) } else { Ok((kept, over)) };
            }
            match whole.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit))) {
                Some(next) if over == 0 => {
                    *whole = next;
                    kept += 1;
                }
                _ => over += 1,
            }
            self.at += 1;
        }
    }

    fn figure(&mut self) -> Read<Figure> {
        let negative = self.take(b'-');
        let mut whole = 0;
        let led_by_nought = self.byte() == b'0';
        let (kept, mut exponent) = self.digits(&mut whole)?;
        if led_by_nought && kept > 1 {
            return Err(Unreadable);
        }
        let mut fraction = exponent > 0;
        if self.byte() == b'.' {
            self.at += 1;
            // Behind more digits than a number holds, these no longer matter.
            let (mut beyond, lost) = (0, exponent > 0);
            let (kept, _) = self.digits(if lost { &mut beyond } else { &mut whole })?;
            exponent -= if lost { 0 } else { kept };
            fraction = true;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            let down = self.byte() == b'-';
            self.at += usize::from(down || self.byte() == b'+');
            let mut by = 0;
            self.digits(&mut by)?;
            let by = i32::try_from(by.min(1_000)).unwrap_or_default();
            exponent += if down { -by } else { by };
            fraction = true;
        }
        if !fraction {
            return match (negative, 0_i64.checked_sub_unsigned(whole)) {
                (false, _) => Ok(Figure::Natural(whole)),
                (true, Some(below)) => Ok(Figure::Negative(below)),
                (true, None) => Err(Unreadable),
            };
        }
        let figure = scaled(whole, exponent);
        if figure.is_finite() { Ok(Figure::Fraction(if negative { -figure } else { figure })) } else { Err(Unreadable) }
    }

    /// Passes over a value.
    fn skip(&mut self) -> Read<()> {
        let mut first = true;
        match self.peek() {
            b'"' => self.string().map(drop),
            b'[' => {
                self.open(b'[')?;
                while self.more(&mut first, b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            b'{' => {
                self.open(b'{')?;
                while self.more(&mut first, b'}')? {
                    self.string()?;
                    self.want(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
            b'-' | b'0'..=b'9' => self.figure().map(drop),
            _ if self.word("null") || self.word("true") || self.word("false") => Ok(()),
            _ => Err(Unreadable),
        }
    }
}

/// A list or an object within which somebody reads.
struct Within<'r, 't> {
    reader: &'r mut Reader<'t>,
    first: bool,
    ended: bool,
}

impl<'r, 't> Within<'r, 't> {
    fn new(reader: &'r mut Reader<'t>, bracket: u8) -> Read<Self> {
        reader.open(bracket)?;
        Ok(Self { reader, first: true, ended: false })
    }

    fn more(&mut self, bracket: u8) -> Read<bool> {
        self.ended = !self.reader.more(&mut self.first, bracket)?;
        Ok(!self.ended)
    }
}

impl<'de> SeqAccess<'de> for &mut Within<'_, '_> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if self.more(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Within<'_, '_> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if self.more(b'}')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<S::Value> {
        self.reader.want(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant that holds something: an object with its name as the only member.
struct Holding<'r, 't>(&'r mut Reader<'t>);

impl<'de> EnumAccess<'de> for Holding<'_, '_> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<(S::Value, Self)> {
        let name = seed.deserialize(&mut *self.0)?;
        self.0.want(b':')?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Holding<'_, '_> {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        self.0.word("null").then_some(()).ok_or(Unreadable)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<S::Value> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.0.deserialize_map(visitor)
    }
}

macro_rules! numbers {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            match self.peek() {
                b'-' | b'0'..=b'9' => match self.figure()? {
                    Figure::Natural(figure) => visitor.visit_u64(figure),
                    Figure::Negative(figure) => visitor.visit_i64(figure),
                    Figure::Fraction(figure) => visitor.visit_f64(figure),
                },
                _ => Err(Unreadable),
            }
        })+
    };
}

macro_rules! words {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            visitor.visit_str(&self.string()?)
        })+
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Unreadable;

    numbers! {
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_f32 deserialize_f64
    }

    words! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.peek() {
            b'"' => self.deserialize_str(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'{' => self.deserialize_map(visitor),
            b'n' if self.word("null") => visitor.visit_unit(),
            b't' | b'f' => self.deserialize_bool(visitor),
            _ => self.deserialize_f64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.word("true") {
            visitor.visit_bool(true)
        } else if self.word("false") {
            visitor.visit_bool(false)
        } else {
            Err(Unreadable)
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let mut within = Within::new(self, b'[')?;
        let value = visitor.visit_seq(&mut within)?;
        // A tuple asks for no more than it holds.
        if !within.ended && within.more(b']')? { Err(Unreadable) } else { Ok(value) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_map(Within::new(self, b'{')?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        if self.peek() == b'"' {
            return visitor.visit_enum(StrDeserializer::new(&self.string()?));
        }
        self.want(b'{')?;
        let value = visitor.visit_enum(Holding(self))?;
        self.want(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }
}

#[cfg(test)]
mod tests;
