//! What components share in behaviour: asking the API, drafts, uploads, time, titles.

pub mod query_cache;
pub mod use_css_var;
pub mod use_deferred;
pub mod use_draft;
pub mod use_editing;
pub mod use_effect;
pub mod use_id;
pub mod use_keys;
pub mod use_mutation;
pub mod use_now;
pub mod use_pages;
pub mod use_query;
pub mod use_return;
pub mod use_setting;
pub mod use_title;
pub mod use_uploads;
