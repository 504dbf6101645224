//! Real journeys in a real browser: requester and staff side by side, each in their own, at a desk that runs.

#[path = "browser/confirming.rs"]
mod confirming;
#[path = "browser/filing.rs"]
mod filing;
#[path = "browser/preferences.rs"]
mod preferences;
#[path = "browser/sessions.rs"]
mod sessions;
