//! What the migrations seed, by name: teams, and services with answers that their forms accept.

use serde_json::{Value, json};
use uuid::Uuid;

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x01a2_05b3_d000_7000_8000_0000_0000_0000 | number)
}

/// Soporte técnico.
pub const SUPPORT: Uuid = id(1);
/// Redes y telecomunicaciones.
pub const NETWORKS: Uuid = id(2);
/// Plataformas institucionales.
pub const PLATFORMS: Uuid = id(5);

/// A service of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Mantenimiento correctivo, by [`SUPPORT`].
    Maintenance,
    /// Respaldo extraordinario de información, by [`SUPPORT`]; not for students.
    Backup,
    /// Red inalámbrica, by [`NETWORKS`].
    Wifi,
    /// Reservar un laboratorio.
    Laboratory,
    /// Recuperación de contraseña del correo institucional, by [`PLATFORMS`].
    PasswordRecovery,
}

impl Service {
    /// Its id.
    pub fn id(self) -> Uuid {
        id(match self {
            Self::Maintenance => 201,
            Self::Backup => 202,
            Self::Wifi => 302,
            Self::Laboratory => 501,
            Self::PasswordRecovery => 603,
        })
    }

    /// The team that serves it.
    pub fn team(self) -> Uuid {
        id(match self {
            Self::Maintenance | Self::Backup => 1,
            Self::Wifi => 2,
            Self::Laboratory => 4,
            Self::PasswordRecovery => 5,
        })
    }

    /// Answers that its form accepts.
    pub fn answers(self) -> Value {
        match self {
            Self::Maintenance => json!({"equipment": "laptop", "location": "B-204"}),
            Self::Backup => json!({"inventory_number": "INV-0042", "location": "B-204", "data": "D:\\Proyectos"}),
            Self::Wifi => json!({"location": "Biblioteca", "device": "own_computer", "symptom": "drops"}),
            Self::Laboratory => json!({}),
            Self::PasswordRecovery => json!({}),
        }
    }
}
