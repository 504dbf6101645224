//! The API over HTTP, as typed people, on both engines.

#[path = "api/attachments.rs"]
mod attachments;
#[path = "api/attacks/mod.rs"]
mod attacks;
#[path = "api/auditing.rs"]
mod auditing;
#[path = "api/catalog.rs"]
mod catalog;
#[path = "api/choosing.rs"]
mod choosing;
#[path = "api/confirm_links.rs"]
mod confirm_links;
#[path = "api/connecting.rs"]
mod connecting;
#[path = "api/conventions.rs"]
mod conventions;
#[path = "api/delivery.rs"]
mod delivery;
#[path = "api/directory.rs"]
mod directory;
#[path = "api/faults/mod.rs"]
mod faults;
#[path = "api/filing.rs"]
mod filing;
#[path = "api/hidden.rs"]
mod hidden;
#[path = "api/histories.rs"]
mod histories;
#[path = "api/holding.rs"]
mod holding;
#[path = "api/importing.rs"]
mod importing;
#[path = "api/indicator.rs"]
mod indicator;
#[path = "api/institution.rs"]
mod institution;
#[path = "api/inventing.rs"]
mod inventing;
#[path = "api/invitations.rs"]
mod invitations;
#[path = "api/leaving.rs"]
mod leaving;
#[path = "api/life_cycle.rs"]
mod life_cycle;
#[path = "api/links.rs"]
mod links;
#[path = "api/list_plans.rs"]
mod list_plans;
#[path = "api/lists.rs"]
mod lists;
#[path = "api/logs.rs"]
mod logs;
#[path = "api/notices.rs"]
mod notices;
#[path = "api/passing_time.rs"]
mod passing_time;
#[path = "api/permissions.rs"]
mod permissions;
#[path = "api/quiet_notes.rs"]
mod quiet_notes;
#[path = "api/refusals.rs"]
mod refusals;
#[path = "api/relations.rs"]
mod relations;
#[path = "api/renewing.rs"]
mod renewing;
#[path = "api/repeats.rs"]
mod repeats;
#[path = "api/retiring_teams.rs"]
mod retiring_teams;
#[path = "api/serving.rs"]
mod serving;
#[path = "api/signing_in.rs"]
mod signing_in;
#[path = "api/starting.rs"]
mod starting;
#[path = "api/statements.rs"]
mod statements;
#[path = "api/tokens.rs"]
mod tokens;
#[path = "api/visibility.rs"]
mod visibility;
#[path = "api/world.rs"]
mod world;
