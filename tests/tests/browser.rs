//! Real journeys in a real browser: requester and staff side by side, each in their own, at a desk that runs.

#[path = "browser/account.rs"]
mod account;
#[path = "browser/administering.rs"]
mod administering;
#[path = "browser/arriving.rs"]
mod arriving;
#[path = "browser/commanding.rs"]
mod commanding;
#[path = "browser/confirming.rs"]
mod confirming;
#[path = "browser/demo.rs"]
mod demo;
#[path = "browser/desk.rs"]
mod desk;
#[path = "browser/filing.rs"]
mod filing;
#[path = "browser/following.rs"]
mod following;
#[path = "browser/gallery.rs"]
mod gallery;
#[path = "browser/hostile.rs"]
mod hostile;
#[path = "browser/keeping.rs"]
mod keeping;
#[path = "browser/keeping_the_app.rs"]
mod keeping_the_app;
#[path = "browser/leading.rs"]
mod leading;
#[path = "browser/leaving.rs"]
mod leaving;
#[path = "browser/linking.rs"]
mod linking;
#[path = "browser/main_job.rs"]
mod main_job;
#[path = "browser/measures.rs"]
mod measures;
#[path = "browser/preferences.rs"]
mod preferences;
#[path = "browser/printing.rs"]
mod printing;
#[path = "browser/queued.rs"]
mod queued;
#[path = "browser/reflowing.rs"]
mod reflowing;
#[path = "browser/registering.rs"]
mod registering;
#[path = "browser/services.rs"]
mod services;
#[path = "browser/sessions.rs"]
mod sessions;
#[path = "browser/setting_up.rs"]
mod setting_up;
#[path = "browser/states.rs"]
mod states;
#[path = "browser/wire.rs"]
mod wire;
