//! SQLite: a migrated file, copied for each test.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use migration::{Migrator, MigratorTrait};
use sea_orm::Database;

use crate::process;

/// The name under which the application looks for it in its data folder.
const FILE: &str = "ventanilla.sqlite3";

/// Puts a copy of the template into a data folder.
pub fn copy_template(folder: &Path) {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| std::thread::spawn(make_template).join().expect("the template is made"));
    std::fs::copy(template, folder.join(FILE)).expect("the template is copied");
}

fn make_template() -> PathBuf {
    let folder = process::folder_of_its_own(&process::quick_folder()).keep();
    process::when_we_end("rm -rf \"$1\"", &[folder.as_os_str()], None);
    let file = folder.join(FILE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Database::connect(format!("sqlite://{}?mode=rwc", file.display())).await.expect("a file");
        Migrator::up(&db, None).await.expect("the migrations run on SQLite");
        db.close().await.expect("it closes");
    });
    file
}
