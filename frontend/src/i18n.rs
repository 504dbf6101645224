//! The two languages of the interface. A message is a method of [`Messages`]; each is declared once with both texts side by
//! side (see `locales/`), so a missing translation does not compile and nothing is looked up by name at run time.

use yew::{hook, use_context};

pub mod intl;

pub use shared::person::Language as Lang;

/// The language's name in itself.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "Español",
        Lang::En => "English",
    }
}

/// Every text of the interface in one language. Cheap to copy; get it with [`use_messages`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Messages(pub Lang);

/// The texts in the language chosen now; the component renders again when the language changes.
#[hook]
pub fn use_messages() -> Messages {
    use_context::<Messages>().unwrap_or_default()
}

/// Declares messages: `name: "es" | "en";`, with values `name(a: &str): "… {a}" | "… {a}";`, and with a plural, whose number
/// arrives formatted as `{n}`: `name(#n): "{n} una" / "{n} varias" | "{n} one" / "{n} many";`.
macro_rules! messages {
    ($($name:ident $(($($arg:tt)*))? : $es:literal $(/ $es_many:literal)? | $en:literal $(/ $en_many:literal)? ;)*) => {
        impl $crate::i18n::Messages {
            $( $crate::i18n::messages!(@one $name [$($($arg)*)?] $es $(/ $es_many)? | $en $(/ $en_many)?); )*
        }
    };
    (@one $name:ident [] $es:literal | $en:literal) => {
        #[doc = $en]
        pub fn $name(self) -> &'static str {
            match self.0 {
                $crate::i18n::Lang::Es => $es,
                $crate::i18n::Lang::En => $en,
            }
        }
    };
    (@one $name:ident [# $n:ident $(, $arg:ident : $ty:ty)*] $es:literal / $es_many:literal | $en:literal / $en_many:literal) => {
        #[doc = $en_many]
        pub fn $name(self, $n: u64 $(, $arg: $ty)*) -> String {
            let one = $crate::i18n::intl::is_one(self.0, $n);
            let $n = $crate::i18n::intl::integer(self.0, $n);
            match (self.0, one) {
                ($crate::i18n::Lang::Es, true) => format!($es),
                ($crate::i18n::Lang::Es, false) => format!($es_many),
                ($crate::i18n::Lang::En, true) => format!($en),
                ($crate::i18n::Lang::En, false) => format!($en_many),
            }
        }
    };
    (@one $name:ident [$($arg:ident : $ty:ty),+] $es:literal | $en:literal) => {
        #[doc = $en]
        pub fn $name(self, $($arg: $ty),+) -> String {
            match self.0 {
                $crate::i18n::Lang::Es => format!($es),
                $crate::i18n::Lang::En => format!($en),
            }
        }
    };
}
pub(crate) use messages;
