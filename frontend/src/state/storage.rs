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

/// Forgets every text whose key begins like this.
pub fn remove_all(prefix: &str) {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0))
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect();
    for key in keys {
        storage.remove_item(&key).ok();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
