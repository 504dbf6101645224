//! The six categories that the procedure fixes (product rules, §3).

use crate::person::Language;

wire_enum! {
    /// The topic of a request, by the written procedure.
    Category {
        /// The institution's website.
        Website = "website",
        /// Corrective maintenance of equipment.
        Hardware = "hardware",
        /// Internet, Wi-Fi and telephony.
        Connectivity = "connectivity",
        /// Software installation, updates and development.
        Software = "software",
        /// Computer laboratories.
        ComputerLab = "computer_lab",
        /// Institutional platforms and accounts.
        Platforms = "platforms",
    }
}

impl Category {
    /// The procedure's name for it.
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Website, Language::Es) => "Sitio web",
            (Self::Website, Language::En) => "Website",
            (Self::Hardware, Language::Es) => "Mantenimiento correctivo",
            (Self::Hardware, Language::En) => "Corrective maintenance",
            (Self::Connectivity, Language::Es) => "Conectividad",
            (Self::Connectivity, Language::En) => "Connectivity",
            (Self::Software, Language::Es) => "Mantenimiento de software",
            (Self::Software, Language::En) => "Software maintenance",
            (Self::ComputerLab, Language::Es) => "Laboratorio de informática",
            (Self::ComputerLab, Language::En) => "Computer laboratory",
            (Self::Platforms, Language::Es) => "Plataformas institucionales",
            (Self::Platforms, Language::En) => "Institutional platforms",
        }
    }
}
