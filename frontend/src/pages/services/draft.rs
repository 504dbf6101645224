//! A service as it is being edited: what differs from the published one, and how both come together when somebody else was
//! quicker.

use serde::{Deserialize, Serialize};
use shared::category::Category;
use shared::person::Community;
use shared::priority::{Impact, Urgency};
use shared::service::{AssignmentMode, Bilingual, NewService, ServiceDetails, ServicePatch};
use uuid::Uuid;

use crate::hooks::use_editing::changed;
use crate::i18n::{Messages, intl};

/// What is edited and not published yet, kept in the browser.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceDraft {
    /// The service as it was when editing began; none for a new one.
    pub base: Option<ServiceDetails>,
    /// As it is to be; none while nothing differs.
    pub form: Option<NewService>,
}

/// One change to a service.
pub type Edit = Box<dyn FnOnce(&mut NewService)>;

/// A service that nobody has written yet.
pub fn blank() -> NewService {
    NewService {
        category: Category::Website,
        name: Bilingual::default(),
        help: Bilingual::default(),
        communities: Community::ALL.to_vec(),
        team_id: Uuid::nil(),
        default_impact: Impact::Individual,
        default_urgency: Urgency::Medium,
        assignment_mode: AssignmentMode::Manual,
        effort: 1.0,
        active: true,
        position: None,
        fields: Vec::new(),
    }
}

/// The published service, ready to be edited.
pub fn form_of(service: &ServiceDetails) -> NewService {
    NewService {
        category: service.category,
        name: service.name.clone(),
        help: service.help.clone(),
        communities: service.communities.clone(),
        team_id: service.team_id,
        default_impact: service.default_impact,
        default_urgency: service.default_urgency,
        assignment_mode: service.assignment_mode,
        effort: service.effort,
        active: service.active,
        position: None,
        fields: service.fields.clone(),
    }
}

/// The names of what differs.
pub fn differences(t: Messages, before: &NewService, after: &NewService) -> Vec<&'static str> {
    [
        (before.name != after.name, t.service_name()),
        (before.help != after.help, t.service_help()),
        (before.category != after.category, t.category()),
        (before.communities != after.communities, t.who_may_ask()),
        (before.team_id != after.team_id, t.serving_team()),
        (before.default_impact != after.default_impact, t.default_impact()),
        (before.default_urgency != after.default_urgency, t.default_urgency()),
        (before.assignment_mode != after.assignment_mode, t.assignment_mode_label()),
        (patch(before, after).effort.is_some(), t.effort_label()),
        (before.fields != after.fields, t.form_fields()),
    ]
    .into_iter()
    .filter_map(|(differs, name)| differs.then_some(name))
    .collect()
}

/// What is sent: only what differs, so that what somebody else changes beside it stays.
pub fn patch(before: &NewService, after: &NewService) -> ServicePatch {
    ServicePatch {
        category: changed(&before.category, &after.category),
        name: changed(&before.name, &after.name),
        help: changed(&before.help, &after.help),
        communities: changed(&before.communities, &after.communities),
        team_id: changed(&before.team_id, &after.team_id),
        default_impact: changed(&before.default_impact, &after.default_impact),
        default_urgency: changed(&before.default_urgency, &after.default_urgency),
        assignment_mode: changed(&before.assignment_mode, &after.assignment_mode),
        effort: changed(&before.effort, &after.effort),
        active: None,
        position: None,
        fields: changed(&before.fields, &after.fields),
    }
}

/// What I changed on top of what somebody else published meanwhile.
pub fn rebased(before: &NewService, mine: &NewService, now: &NewService) -> NewService {
    let patch = patch(before, mine);
    NewService {
        category: patch.category.unwrap_or(now.category),
        name: patch.name.unwrap_or_else(|| now.name.clone()),
        help: patch.help.unwrap_or_else(|| now.help.clone()),
        communities: patch.communities.unwrap_or_else(|| now.communities.clone()),
        team_id: patch.team_id.unwrap_or(now.team_id),
        default_impact: patch.default_impact.unwrap_or(now.default_impact),
        default_urgency: patch.default_urgency.unwrap_or(now.default_urgency),
        assignment_mode: patch.assignment_mode.unwrap_or(now.assignment_mode),
        effort: patch.effort.unwrap_or(now.effort),
        active: now.active,
        position: None,
        fields: patch.fields.unwrap_or_else(|| now.fields.clone()),
    }
}

/// A name for programs out of words for people, unlike any of `taken`.
pub fn slug(words: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    /// Leaves room for a number behind it.
    const LONGEST: usize = 40;
    let lower = intl::lower(words);
    let plain = lower.chars().map(|c| match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        c if c.is_ascii_alphanumeric() => c,
        _ => ' ',
    });
    let plain: String = plain.collect();
    let name: String = plain.split_whitespace().collect::<Vec<_>>().join("_").chars().take(LONGEST).collect();
    let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase()).trim_end_matches('_');
    let name = if name.is_empty() { otherwise } else { name };
    if !taken(name) {
        return name.to_owned();
    }
    (2..1_000_u32).map(|n| format!("{name}_{n}")).find(|numbered| !taken(numbered)).unwrap_or_else(|| name.to_owned())
}
