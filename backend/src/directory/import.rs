//! Bringing in the institution's directory: what each line comes to, shown first or written in one transaction.

use std::collections::{HashMap, HashSet};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{
    ActiveValue::{self, Set},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType, Query},
};
use sha2::{Digest, Sha256};
use shared::{
    account::{ImportColumn as Column, ImportLine, ImportOutcome, ImportReport, ImportedValue},
    person::{Community, Email, Language},
    problem::{FieldCode, FieldError},
};
use uuid::Uuid;

use super::{
    enrol,
    import_file::{self, Line},
    in_force,
    profile::{self, Told},
};
use crate::{
    app::App,
    entity::{account, account_email},
    error::{Conflict, Error, Fault, Result},
    http::request::Caller,
};

/// Addresses of one query.
const CHUNK: usize = 500;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only say what it would do.
    Preview,
    /// Write it, unless a line is wrong.
    Whole,
    /// Write it without the lines that are wrong.
    WithoutWrong,
}

/// Brings a directory in, or says what that would do. `preview` names the preview that was looked at: when the lines come
/// to something else by now, nothing is written.
///
/// # Errors
/// `Validation` of the file, and of its lines (`/lines/7/email`) when the whole was to be written and one is wrong;
/// `Conflict` when the preview no longer holds.
pub async fn import(
    app: &App,
    caller: &Caller,
    bytes: &[u8],
    mode: Mode,
    preview: Option<&str>,
) -> Result<ImportReport> {
    let lines = import_file::read(bytes)?;
    if mode == Mode::Preview {
        let known = known(app.db.reader(), &lines).await?;
        let domains = in_force(app, app.db.reader()).await?.domains;
        return report(&plan(&domains, &lines, &known), caller.language, false);
    }
    app.db
        .write(async |tx| {
            lock(tx, &lines).await?;
            let known = known(tx, &lines).await?;
            let domains = in_force(app, tx).await?.domains;
            let plans = plan(&domains, &lines, &known);
            let report = report(&plans, caller.language, true)?;
            if preview.is_some_and(|preview| preview != report.preview) {
                return Err(Error::Conflict(Conflict::PreviewOutdated));
            }
            if mode == Mode::Whole {
                refuse_wrong(&plans)?;
            }
            for plan in &plans {
                if let Ok(change) = &plan.change {
                    write(app, tx, caller, change).await?;
                }
            }
            Ok(report)
        })
        .await
}

/// A line with what it comes to.
struct Plan<'a> {
    line: &'a Line,
    change: Result<Change<'a>, Vec<Fault>>,
}

struct Change<'a> {
    email: Email,
    known: Option<&'a account::Model>,
    language: Option<Language>,
    row: account::ActiveModel,
    values: Vec<ImportedValue>,
}

/// Locks the accounts that the lines speak of, in the order of their ids: what is read of them from here on stays so until
/// it is written.
async fn lock(tx: &DatabaseTransaction, lines: &[Line]) -> Result<()> {
    let mut ids: Vec<Uuid> = known(tx, lines).await?.into_values().map(|account| account.id).collect();
    ids.sort_unstable();
    for ids in ids.chunks(CHUNK) {
        account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(account::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .into_tuple::<Uuid>()
            .all(tx)
            .await?;
    }
    Ok(())
}

/// The accounts that the lines' addresses belong to now.
async fn known(db: &impl ConnectionTrait, lines: &[Line]) -> Result<HashMap<String, account::Model>> {
    let emails: Vec<Email> =
        lines.iter().filter_map(|line| line.get(Column::Email)).filter_map(|email| email.parse().ok()).collect();
    let mut known = HashMap::new();
    for emails in emails.chunks(CHUNK) {
        let owners = Query::select()
            .column(account_email::Column::AccountId)
            .from(account_email::Entity)
            .and_where(account_email::Column::Email.is_in(emails.iter().map(Email::as_str)))
            .and_where(account_email::Column::ValidTo.is_null())
            .to_owned();
        let accounts = account::Entity::find().filter(account::Column::Id.in_subquery(owners)).all(db).await?;
        known.extend(accounts.into_iter().map(|account| (account.email.clone(), account)));
    }
    Ok(known)
}

fn plan<'a>(domains: &[String], lines: &'a [Line], known: &'a HashMap<String, account::Model>) -> Vec<Plan<'a>> {
    let mut seen = HashSet::new();
    lines.iter().map(|line| Plan { line, change: change(domains, line, known, &mut seen) }).collect()
}

fn change<'a>(
    domains: &[String],
    line: &Line,
    known: &'a HashMap<String, account::Model>,
    seen: &mut HashSet<String>,
) -> Result<Change<'a>, Vec<Fault>> {
    let mut faults = Vec::new();
    let email = match line.get(Column::Email) {
        None => Err(FieldCode::Required),
        Some(text) => profile::address(domains, text),
    };
    let email = email.map_err(|code| faults.push(Fault::new("/email", code))).ok();
    if let Some(email) = &email
        && !seen.insert(email.as_str().to_owned())
    {
        faults.push(Fault::new("/email", FieldCode::Duplicate));
    }
    let community = word::<Community>(line, Column::Community, &mut faults);
    let language = word::<Language>(line, Column::Language, &mut faults);
    let told = Told {
        name: line.get(Column::Name),
        community,
        institutional_id: line.get(Column::InstitutionalId),
        unit: line.get(Column::Unit),
        phone_extension: line.get(Column::Extension),
    };
    let row = match told.read() {
        Ok(row) => row,
        Err(Error::Validation(found)) => {
            faults.extend(found.into_iter().map(|fault| Fault { pointer: column_of(&fault.pointer), ..fault }));
            account::ActiveModel::default()
        }
        // Reading texts fails in no other way.
        Err(_) => account::ActiveModel::default(),
    };
    match email {
        Some(email) if faults.is_empty() => {
            let known = known.get(email.as_str());
            let language = language.filter(|_| known.is_none());
            let values = values(known, &row, language);
            Ok(Change { email, known, language, row, values })
        }
        _ => Err(faults),
    }
}

fn word<T: std::str::FromStr>(line: &Line, column: Column, faults: &mut Vec<Fault>) -> Option<T> {
    let word = line.get(column)?.to_lowercase();
    word.parse().map_err(|_| faults.push(Fault::new(format!("/{column}"), FieldCode::Choice))).ok()
}

/// The column that a field of the account has in the file.
fn column_of(pointer: &str) -> String {
    if pointer == "/phone_extension" { format!("/{}", Column::Extension) } else { pointer.to_owned() }
}

/// What the line sets that is not so already.
fn values(
    known: Option<&account::Model>,
    row: &account::ActiveModel,
    language: Option<Language>,
) -> Vec<ImportedValue> {
    let was = |of: fn(&account::Model) -> Option<String>| known.and_then(of);
    let text = |value: &ActiveValue<Option<String>>| value.try_as_ref().cloned().flatten();
    let community = row.community.try_as_ref().copied().flatten();
    // A community that the person told becomes the directory's word: that is a change although the word is the same.
    let unverified = known.is_some_and(|known| !known.community_verified) && community.is_some();
    [
        (Column::Name, was(|known| Some(known.name.clone())), row.name.try_as_ref().cloned()),
        (
            Column::Community,
            was(|known| known.community.map(|one| one.to_string())),
            community.map(|one| one.to_string()),
        ),
        (Column::InstitutionalId, was(|known| known.institutional_id.clone()), text(&row.institutional_id)),
        (Column::Unit, was(|known| known.unit.clone()), text(&row.unit)),
        (Column::Extension, was(|known| known.phone_extension.clone()), text(&row.phone_extension)),
        (Column::Language, None, language.map(|language| language.to_string())),
    ]
    .into_iter()
    .filter_map(|(column, before, after)| Some(ImportedValue { column, before, after: after? }))
    .filter(|value| value.before.as_ref() != Some(&value.after) || (value.column == Column::Community && unverified))
    .collect()
}

fn refuse_wrong(plans: &[Plan<'_>]) -> Result<()> {
    let wrong = plans.iter().filter_map(|plan| plan.change.as_ref().err().map(|faults| (plan.line.number, faults)));
    let faults: Vec<Fault> = wrong
        .flat_map(|(number, faults)| {
            faults
                .iter()
                .map(move |fault| Fault { pointer: format!("/lines/{number}{}", fault.pointer), ..fault.clone() })
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Validation(faults)) }
}

async fn write(app: &App, tx: &DatabaseTransaction, caller: &Caller, change: &Change<'_>) -> Result<()> {
    let row = change.row.clone();
    let update = match change.known {
        Some(_) if change.values.is_empty() => return Ok(()),
        Some(known) => account::Entity::update_many()
            .set(account::ActiveModel { updated_at: Set(caller.now), ..row })
            .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
            .filter(account::Column::Id.eq(known.id)),
        None => {
            let (made, _) = enrol(app, tx, &change.email, change.language.unwrap_or_default(), caller.now).await?;
            if row == account::ActiveModel::default() {
                return Ok(());
            }
            account::Entity::update_many().set(row).filter(account::Column::Id.eq(made.id))
        }
    };
    update.exec(tx).await?;
    Ok(())
}

fn report(plans: &[Plan<'_>], language: Language, written: bool) -> Result<ImportReport> {
    let preview = String::new();
    let mut report =
        ImportReport { written, preview, created: 0, changed: 0, unchanged: 0, wrong: 0, lines: Vec::new() };
    for plan in plans {
        let (outcome, values, errors): (_, _, Vec<FieldError>) = match &plan.change {
            Err(faults) => {
                report.wrong += 1;
                (ImportOutcome::Wrong, Vec::new(), faults.iter().map(|fault| fault.in_language(language)).collect())
            }
            Ok(change) if change.known.is_none() => {
                report.created += 1;
                (ImportOutcome::Create, change.values.clone(), Vec::new())
            }
            Ok(change) if change.values.is_empty() => {
                report.unchanged += 1;
                continue;
            }
            Ok(change) => {
                report.changed += 1;
                (ImportOutcome::Change, change.values.clone(), Vec::new())
            }
        };
        let email = plan.line.get(Column::Email).unwrap_or_default().to_owned();
        report.lines.push(ImportLine { line: plan.line.number, email, outcome, values, errors });
    }
    let effects: Vec<_> =
        report.lines.iter().map(|line| (line.line, &line.email, line.outcome, &line.values)).collect();
    report.preview = URL_SAFE_NO_PAD.encode(Sha256::digest(serde_json::to_vec(&effects)?));
    Ok(report)
}
