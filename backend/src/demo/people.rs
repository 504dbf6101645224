//! The people of the demo. Some are personas, which a visitor may be.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
};
use shared::{
    access::Actor,
    person::{Community, Email, Language, Role},
};

use crate::{
    app::App,
    directory,
    entity::{account, team, team_member},
    error::Result,
};

/// Somebody of the demo.
pub(super) struct Person {
    pub key: &'static str,
    pub name: &'static str,
    /// What stands before the `@`.
    pub local: &'static str,
    pub community: Community,
    pub roles: &'static [Role],
    pub teams: &'static [&'static str],
    pub unit: &'static str,
    pub institutional_id: &'static str,
    pub extension: Option<&'static str>,
    pub language: Language,
    /// What to try as this person, in Spanish and English; none is nobody's persona.
    pub hint: Option<(&'static str, &'static str)>,
}

const SUPPORT: &str = "Soporte técnico";
const NETWORKS: &str = "Redes y telecomunicaciones";
const DEVELOPMENT: &str = "Desarrollo y sitio web";
const LABORATORIES: &str = "Laboratorios";
const PLATFORMS: &str = "Plataformas institucionales";

const fn asks(
    key: &'static str,
    name: &'static str,
    local: &'static str,
    community: Community,
    unit: &'static str,
    institutional_id: &'static str,
) -> Person {
    Person {
        key,
        name,
        local,
        community,
        roles: &[],
        teams: &[],
        unit,
        institutional_id,
        extension: None,
        language: Language::Es,
        hint: None,
    }
}

const fn works(
    key: &'static str,
    name: &'static str,
    local: &'static str,
    roles: &'static [Role],
    teams: &'static [&'static str],
    institutional_id: &'static str,
) -> Person {
    let person = asks(key, name, local, Community::Administrative, "Tecnologías de la Información", institutional_id);
    Person { roles, teams, ..person }
}

/// Everyone.
pub(super) const PEOPLE: &[Person] = &[
    Person {
        extension: Some("4312"),
        hint: Some((
            "Docente. Pide un servicio, sigue el proyector de B-204 y confirma lo que ya está atendido.",
            "Faculty. Ask for a service, follow the projector of B-204 and confirm what is attended.",
        )),
        ..asks("ana", "Ana López", "ana.lopez", Community::Faculty, "Ingeniería en Sistemas", "E-10482")
    },
    Person {
        hint: Some((
            "Estudiante. Mira el Wi-Fi de la biblioteca y pide algo desde el teléfono.",
            "Student. Look at the library's Wi-Fi and ask for something from a phone.",
        )),
        ..asks("luis", "Luis Pérez", "luis.perez", Community::Student, "Licenciatura en Contaduría", "A01234567")
    },
    Person {
        extension: Some("2205"),
        hint: Some((
            "Administrativa. Tiene un teclado nuevo por confirmar y un directorio en proceso.",
            "Administrative. Has a new keyboard to confirm and a directory in progress.",
        )),
        ..asks("maria", "María García", "maria.garcia", Community::Administrative, "Servicios Escolares", "E-10377")
    },
    Person {
        hint: Some((
            "Agente de Soporte técnico. Toma una solicitud, responde, deja una nota y atiéndela.",
            "Agent of technical support. Take a request, reply, leave a note and attend it.",
        )),
        ..works("carla", "Carla Ruiz", "carla.ruiz", &[Role::Agent], &[SUPPORT], "E-10215")
    },
    Person {
        hint: Some((
            "Agente de Redes. Sigue con el Wi-Fi de la biblioteca y con lo que se reabrió.",
            "Agent of networks. Go on with the library's Wi-Fi and with what was reopened.",
        )),
        ..works("diego", "Diego Torres", "diego.torres", &[Role::Agent], &[NETWORKS, SUPPORT], "E-10240")
    },
    Person {
        hint: Some((
            "Agente de Plataformas. Cuentas, SITO y el aula virtual.",
            "Agent of platforms. Accounts, SITO and the virtual classroom.",
        )),
        ..works("elena", "Elena Cruz", "elena.cruz", &[Role::Agent], &[PLATFORMS], "E-10261")
    },
    Person {
        hint: Some((
            "Supervisora. Revisa lo que nadie tiene, asígnalo y mira el indicador del mes.",
            "Supervisor. Review what nobody has, assign it and look at the month's indicator.",
        )),
        ..works(
            "rosa",
            "Rosa Medina",
            "rosa.medina",
            &[Role::Supervisor],
            &[SUPPORT, NETWORKS, DEVELOPMENT, LABORATORIES, PLATFORMS],
            "E-10102",
        )
    },
    Person {
        roles: &[Role::Quality],
        hint: Some((
            "Calidad. Atendidas entre recibidas del mes, con las solicitudes detrás de cada cifra.",
            "Quality. Attended over received for the month, with the requests behind each figure.",
        )),
        ..asks("jorge", "Jorge Salinas", "jorge.salinas", Community::Administrative, "Gestión de la Calidad", "E-10088")
    },
    Person {
        hint: Some((
            "Administradora. Ve todas las solicitudes y el indicador; cambia las cuentas, el catálogo, los equipos y los ajustes.",
            "Administrator. Sees every request and the indicator; changes accounts, the catalogue, teams and settings.",
        )),
        ..works("patricia", "Patricia Núñez", "patricia.nunez", &[Role::Admin], &[], "E-10015")
    },
    works("mario", "Mario Vega", "mario.vega", &[Role::Agent], &[DEVELOPMENT], "E-10290"),
    works("sofia", "Sofía Herrera", "sofia.herrera", &[Role::Agent], &[LABORATORIES], "E-10318"),
    asks("raul", "Raúl Ortega", "raul.ortega", Community::Faculty, "Ciencias Básicas", "E-10455"),
    asks("daniela", "Daniela Flores", "daniela.flores", Community::Student, "Ingeniería Industrial", "A01239876"),
    asks("hector", "Héctor Campos", "hector.campos", Community::Administrative, "Recursos Humanos", "E-10501"),
    Person {
        language: Language::En,
        ..asks("emily", "Emily Clarke", "emily.clarke", Community::Student, "Intercambio académico", "X00020417")
    },
];

/// Makes everyone, and tells who may do what from then on.
pub(super) async fn enrol_all(
    app: &App,
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<HashMap<&'static str, Actor>> {
    let mut actors = HashMap::new();
    for person in PEOPLE {
        actors.insert(person.key, enrol(app, tx, person, now).await?);
    }
    Ok(actors)
}

async fn enrol(app: &App, tx: &DatabaseTransaction, person: &Person, now: DateTime<Utc>) -> Result<Actor> {
    let (account, _) = directory::enrol(app, tx, &address(app, person)?, person.language, now).await?;
    let mut row = account.into_active_model();
    row.name = Set(person.name.to_owned());
    row.community = Set(Some(person.community));
    row.community_verified = Set(true);
    row.unit = Set(Some(person.unit.to_owned()));
    row.institutional_id = Set(Some(person.institutional_id.to_owned()));
    row.phone_extension = Set(person.extension.map(ToOwned::to_owned));
    let account: account::Model = row.update(tx).await?;
    let teams = team::Entity::find().filter(team::Column::Name.is_in(person.teams.iter().copied())).all(tx).await?;
    for team in &teams {
        let member =
            team_member::ActiveModel { team_id: Set(team.id), account_id: Set(account.id), added_at: Set(now) };
        team_member::Entity::insert(member).exec_without_returning(tx).await?;
    }
    if !person.roles.is_empty() {
        directory::grant(tx, account.clone(), person.roles, None, now).await?;
    }
    Ok(Actor {
        account_id: account.id,
        roles: person.roles.to_vec(),
        teams: teams.into_iter().map(|team| team.id).collect(),
        scopes: None,
    })
}

/// The address of somebody, under the institution's first domain.
pub(super) fn address(app: &App, person: &Person) -> Result<Email> {
    let domain = app.config.domains.first().map_or("example.edu.mx", |domain| domain.trim_start_matches('.'));
    let address = format!("{}@{domain}", person.local);
    address.parse().map_err(|_| anyhow::anyhow!("the demo has no address under {domain}").into())
}
