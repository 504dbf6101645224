//! The words of a form as this step stores them, and the fields that several forms share.

use serde_json::{Map, Value as Json, json};

/// A text in Spanish and English.
pub type Words = (&'static str, &'static str);

/// A field of a form.
pub struct Field {
    key: &'static str,
    kind: &'static str,
    label: Words,
    help: Words,
    required: bool,
    options: &'static [(&'static str, &'static str, &'static str)],
    constraints: Map<String, Json>,
}

impl Field {
    /// An optional field of a kind.
    pub fn new(kind: &'static str, key: &'static str, es: &'static str, en: &'static str) -> Self {
        Self { key, kind, label: (es, en), help: ("", ""), required: false, options: &[], constraints: Map::new() }
    }

    /// A choice among values, each with its label in Spanish and English.
    pub fn choice(
        key: &'static str,
        es: &'static str,
        en: &'static str,
        options: &'static [(&'static str, &'static str, &'static str)],
    ) -> Self {
        Self { options, ..Self::new("choice", key, es, en) }
    }

    /// With a hint below it.
    pub fn help(mut self, es: &'static str, en: &'static str) -> Self {
        self.help = (es, en);
        self
    }

    /// An answer must be given.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With a limit.
    pub fn with(mut self, constraint: &str, value: impl Into<Json>) -> Self {
        self.constraints.insert(constraint.to_owned(), value.into());
        self
    }

    /// As it is stored.
    pub fn json(&self) -> Json {
        let words = |(es, en): Words| json!({ "es": es, "en": en });
        let mut field = json!({
            "key": self.key,
            "label": words(self.label),
            "help": words(self.help),
            "kind": self.kind,
            "required": self.required,
            "constraints": self.constraints,
        });
        if let (Json::Object(members), false) = (&mut field, self.options.is_empty()) {
            let options =
                self.options.iter().map(|(value, es, en)| json!({ "value": value, "label": words((es, en)) }));
            members.insert("options".to_owned(), options.collect());
        }
        field
    }
}

/// Building and room.
pub fn place() -> Field {
    Field::new("text", "location", "¿Dónde es?", "Where is it?")
        .help("Edificio y salón u oficina, por ejemplo B-204.", "Building and room, for example B-204.")
        .with("max_length", 120)
        .required()
}

/// The number on the equipment's label.
pub fn inventory_number() -> Field {
    Field::new("text", "inventory_number", "Número de inventario", "Inventory number")
        .help("Está en la etiqueta pegada al equipo.", "It is on the label stuck to the equipment.")
        .with("max_length", 40)
}

/// What kind of equipment.
pub fn equipment() -> Field {
    Field::choice(
        "equipment",
        "¿Qué equipo es?",
        "Which equipment is it?",
        &[
            ("desktop", "Computadora de escritorio", "Desktop computer"),
            ("laptop", "Computadora portátil", "Laptop"),
            ("printer", "Impresora o escáner", "Printer or scanner"),
            ("projector", "Proyector o pantalla", "Projector or screen"),
            ("other", "Otro", "Other"),
        ],
    )
    .required()
}

/// What connects to the network.
pub fn network_device() -> Field {
    Field::choice(
        "device",
        "¿Con qué te conectas?",
        "What do you connect with?",
        &[
            ("institutional_computer", "Computadora de la institución", "Computer of the institution"),
            ("own_computer", "Mi computadora", "My own computer"),
            ("phone_or_tablet", "Celular o tableta", "Phone or tablet"),
            ("other", "Otro", "Other"),
        ],
    )
    .required()
}

/// A day from today on.
pub fn needed_by() -> Field {
    Field::new("date", "needed_by", "¿Para cuándo lo necesitas?", "When do you need it by?").with("not_past", true)
}

/// The area that asks.
pub fn area() -> Field {
    Field::new("text", "area", "Área responsable", "Responsible area").with("max_length", 120).required()
}

/// Which program.
pub fn software() -> Field {
    Field::new("text", "software", "¿Qué programa?", "Which program?")
        .help("Nombre y, si importa, versión.", "Its name and, if it matters, its version.")
        .with("max_length", 160)
        .required()
}

/// A page of the website.
pub fn page_address() -> Field {
    Field::new("url", "page_url", "Dirección de la página", "Address of the page")
        .help("Cópiala completa del navegador.", "Copy it whole from the browser.")
        .required()
}

/// An institutional mail address that can't be used.
pub fn affected_account() -> Field {
    Field::new("email", "affected_account", "Cuenta que no abre", "Account that can't be entered")
        .help("El correo institucional completo.", "The whole institutional e-mail.")
        .required()
}

/// Matrícula or employee number.
pub fn institutional_id() -> Field {
    Field::new("text", "institutional_id", "Matrícula o número de empleado", "Student or employee number")
        .help("Está en tu credencial.", "It is on your university card.")
        .with("max_length", 30)
        .required()
}

/// An address outside the institution that its owner proves by a code.
pub fn secondary_email() -> Field {
    Field::new("email", "secondary_email", "Correo alterno", "Secondary e-mail")
        .help(
            "Ahí recibirás el aviso. No puede ser tu correo institucional; te enviamos un código para comprobarlo.",
            "You will be told there. It can't be your institutional e-mail; we send a code to prove it.",
        )
        .with("secondary_email", true)
        .required()
}
