//! The domain's words: statuses, priorities, reasons, people.

use shared::category::Category;
use shared::person::{Community, Role};
use shared::priority::{Impact, Priority, Urgency};
use shared::status::{CancelReason, Channel, Status, WaitReason};

use crate::i18n::{Messages, messages};

messages! {
    status_new: "Nueva" | "New";
    status_assigned: "Asignada" | "Assigned";
    status_in_progress: "En proceso" | "In progress";
    status_waiting: "En espera" | "On hold";
    status_attended: "Atendida" | "Attended";
    status_resolved: "Resuelta" | "Resolved";
    status_cancelled: "Cancelada" | "Cancelled";
    attended_to_confirm: "Atendida · por confirmar" | "Attended · to be confirmed";
    closed_unanswered: "Cerrada sin respuesta" | "Closed without an answer";

    priority_critical: "Crítica" | "Critical";
    priority_high: "Alta" | "High";
    priority_normal: "Normal" | "Normal";
    priority_low: "Baja" | "Low";

    impact_individual: "Una persona" | "One person";
    impact_group: "Un grupo o área" | "A group or area";
    impact_institution: "Toda la institución" | "The whole institution";
    urgency_low: "Baja" | "Low";
    urgency_medium: "Media" | "Medium";
    urgency_high: "Alta" | "High";

    wait_requester: "Respuesta de quien la pidió" | "An answer from the requester";
    wait_third_party: "Un tercero" | "A third party";
    wait_scheduled: "Una fecha acordada" | "An agreed date";

    cancel_withdrawn: "La retiró quien la pidió" | "Withdrawn by the requester";
    cancel_duplicate: "Duplicada" | "Duplicate";
    cancel_out_of_scope: "No corresponde a T.I." | "Not a matter for IT";
    cancel_no_response: "Sin respuesta de quien la pidió" | "No answer from the requester";

    community_administrative: "administrativo" | "administrative staff";
    community_faculty: "docente" | "faculty";
    community_student: "estudiante" | "student";

    role_requester: "Solicitante" | "Requester";
    role_agent: "Agente" | "Agent";
    role_supervisor: "Supervisión" | "Supervisor";
    role_quality: "Calidad" | "Quality";
    role_admin: "Administración" | "Administrator";

    channel_web: "Web" | "Web";
    channel_email: "Correo" | "E-mail";
    channel_api: "Otro programa" | "Another program";
    channel_staff: "Registrada por T.I." | "Registered by IT";

    rating_1: "muy mala" | "very bad";
    rating_2: "mala" | "bad";
    rating_3: "regular" | "fair";
    rating_4: "buena" | "good";
    rating_5: "excelente" | "excellent";

    category_website_about: "Publicar o corregir páginas, formularios y enlaces" | "Publish or correct pages, forms and links";
    category_hardware_about: "Computadoras, impresoras, proyectores y respaldos" | "Computers, printers, projectors and backups";
    category_connectivity_about: "Internet, red inalámbrica y telefonía" | "Internet, wireless network and telephones";
    category_software_about: "Instalar, actualizar, adecuar o desarrollar programas" | "Install, update, adapt or develop programs";
    category_computer_lab_about: "Reservar un laboratorio para clase o examen" | "Book a laboratory for a class or an exam";
    category_platforms_about: "Correo, SITO, cuentas y contraseñas" | "E-mail, SITO, accounts and passwords";
}

impl Messages {
    /// A status.
    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::New => self.status_new(),
            Status::Assigned => self.status_assigned(),
            Status::InProgress => self.status_in_progress(),
            Status::Waiting => self.status_waiting(),
            Status::Attended => self.status_attended(),
            Status::Resolved => self.status_resolved(),
            Status::Cancelled => self.status_cancelled(),
        }
    }

    /// A priority.
    pub fn priority(self, priority: Priority) -> &'static str {
        match priority {
            Priority::Critical => self.priority_critical(),
            Priority::High => self.priority_high(),
            Priority::Normal => self.priority_normal(),
            Priority::Low => self.priority_low(),
        }
    }

    /// An impact.
    pub fn impact(self, impact: Impact) -> &'static str {
        match impact {
            Impact::Individual => self.impact_individual(),
            Impact::Group => self.impact_group(),
            Impact::Institution => self.impact_institution(),
        }
    }

    /// An urgency.
    pub fn urgency(self, urgency: Urgency) -> &'static str {
        match urgency {
            Urgency::Low => self.urgency_low(),
            Urgency::Medium => self.urgency_medium(),
            Urgency::High => self.urgency_high(),
        }
    }

    /// What a ticket waits for.
    pub fn wait_reason(self, reason: WaitReason) -> &'static str {
        match reason {
            WaitReason::Requester => self.wait_requester(),
            WaitReason::ThirdParty => self.wait_third_party(),
            WaitReason::Scheduled => self.wait_scheduled(),
        }
    }

    /// Why a ticket was cancelled.
    pub fn cancel_reason(self, reason: CancelReason) -> &'static str {
        match reason {
            CancelReason::Withdrawn => self.cancel_withdrawn(),
            CancelReason::Duplicate => self.cancel_duplicate(),
            CancelReason::OutOfScope => self.cancel_out_of_scope(),
            CancelReason::NoResponse => self.cancel_no_response(),
        }
    }

    /// The part of the university somebody belongs to.
    pub fn community(self, community: Community) -> &'static str {
        match community {
            Community::Administrative => self.community_administrative(),
            Community::Faculty => self.community_faculty(),
            Community::Student => self.community_student(),
        }
    }

    /// A role.
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Requester => self.role_requester(),
            Role::Agent => self.role_agent(),
            Role::Supervisor => self.role_supervisor(),
            Role::Quality => self.role_quality(),
            Role::Admin => self.role_admin(),
        }
    }

    /// How a request came in.
    pub fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::Web => self.channel_web(),
            Channel::Email => self.channel_email(),
            Channel::Api => self.channel_api(),
            Channel::Staff => self.channel_staff(),
        }
    }

    /// What a number of stars says.
    pub fn rating_word(self, stars: u8) -> &'static str {
        match stars {
            0 | 1 => self.rating_1(),
            2 => self.rating_2(),
            3 => self.rating_3(),
            4 => self.rating_4(),
            _ => self.rating_5(),
        }
    }

    /// What a category is about.
    pub fn category_about(self, category: Category) -> &'static str {
        match category {
            Category::Website => self.category_website_about(),
            Category::Hardware => self.category_hardware_about(),
            Category::Connectivity => self.category_connectivity_about(),
            Category::Software => self.category_software_about(),
            Category::ComputerLab => self.category_computer_lab_about(),
            Category::Platforms => self.category_platforms_about(),
        }
    }
}
