//! The browser's `localStorage`, which may be full, forbidden or absent: then nothing is kept and nothing fails.

use web_sys::Storage;

/// The text under a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text; says whether it was kept.
pub fn set(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets a text.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing fails only where reading does too.
        storage.remove_item(key).ok();
    }
}

/// Every text whose key begins like this.
pub fn all(prefix: &str) -> Vec<String> {
    keys(prefix).iter().filter_map(|key| get(key)).collect()
}

/// Whether there is a text whose key begins like this.
pub fn has_any(prefix: &str) -> bool {
    !keys(prefix).is_empty()
}

/// Forgets every text whose key begins like this.
pub fn remove_all(prefix: &str) {
    for key in keys(prefix) {
        remove(&key);
    }
}

/// Forgets every text whose key begins like this, but for those whose key goes on like that.
pub fn remove_others(prefix: &str, kept: &str) {
    for key in keys(prefix) {
        if !key.get(prefix.len()..).is_some_and(|rest| rest.starts_with(kept)) {
            remove(&key);
        }
    }
}

fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    (0..storage.length().unwrap_or(0))
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
