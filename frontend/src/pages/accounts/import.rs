//! Bringing in the institution's directory: a file is chosen, what it would do is shown line by line, and only then done.

use std::rc::Rc;

use js_sys::Uint8Array;
use shared::account::{ImportColumn, ImportReport};
use shared::limits::{IMPORT_BYTES_MAX, IMPORT_LINES_MAX};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::report::Report;
use crate::api::directory::ImportMode;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Size};
use crate::components::card::Card;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::error_region::ErrorAlert;
use crate::components::file_drop::FileDrop;
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::Link;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_title::{focus_heading, use_heading, use_title};
use crate::i18n::{Messages, intl, use_messages};
use crate::route::Route;

/// A file that was chosen, read once: what is written is what was shown.
#[derive(Clone)]
struct Chosen {
    name: AttrValue,
    bytes: Uint8Array,
}

/// The page.
#[component]
pub fn AccountImportPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.import_title());
    let chosen = use_state(|| None::<Chosen>);
    let too_large = use_state(|| None::<AttrValue>);
    let report = use_state(|| None::<Rc<ImportReport>>);
    let preview = {
        let report = report.setter();
        use_mutation(
            |client, file: Uint8Array, _key| async move { client.import_accounts(&file, ImportMode::Preview, None).await },
            move |answer: ImportReport| report.set(Some(Rc::new(answer))),
        )
    };
    let apply = {
        let report = report.setter();
        use_mutation(
            |client, (file, mode, preview): (Uint8Array, ImportMode, String), _key| async move {
                client.import_accounts(&file, mode, Some(&preview)).await
            },
            move |answer: ImportReport| {
                query_cache::invalidate("account");
                query_cache::invalidate("teams");
                report.set(Some(Rc::new(answer)));
                focus_heading();
            },
        )
    };
    {
        // Somebody changed a line's account meanwhile: show what the file comes to now.
        let (run, file) = (preview.run.clone(), (*chosen).clone());
        use_effect_with(apply.error.clone(), move |error| {
            if let (Some(file), Some(true)) = (file, error.as_ref().map(ApiError::is_definite)) {
                run.emit(file.bytes);
            }
        });
    }
    let start_over = {
        let (chosen, report, too_large) = (chosen.setter(), report.setter(), too_large.setter());
        let (reset, reset_too) = (preview.reset.clone(), apply.reset.clone());
        Callback::from(move |()| {
            chosen.set(None);
            report.set(None);
            too_large.set(None);
            reset.emit(());
            reset_too.emit(());
        })
    };
    let on_files = {
        let (chosen, run, start_over, too_large) =
            (chosen.setter(), preview.run.clone(), start_over.clone(), too_large.setter());
        Callback::from(move |files: Vec<File>| {
            let Some(file) = files.into_iter().next() else { return };
            start_over.emit(());
            #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
            if file.size() > IMPORT_BYTES_MAX as f64 {
                too_large.set(Some(file.name().into()));
                return;
            }
            let (chosen, run) = (chosen.clone(), run.clone());
            spawn_local(async move {
                // A file that vanished under the hand is none.
                if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
                    let bytes = Uint8Array::new(&buffer);
                    chosen.set(Some(Chosen { name: file.name().into(), bytes: bytes.clone() }));
                    run.emit(bytes);
                }
            });
        })
    };
    let on_apply = {
        let (run, file, report) = (apply.run.clone(), (*chosen).clone(), (*report).clone());
        Callback::from(move |mode: ImportMode| {
            if let (Some(file), Some(report)) = (&file, &report) {
                run.emit((file.bytes.clone(), mode, report.preview.clone()));
            }
        })
    };
    let limit = intl::bytes(t.0, IMPORT_BYTES_MAX as u64);
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div class="stack g-1">
                    <Crumbs above={vec![Crumb::new(Route::Accounts, t.accounts_title())]} here={t.import_csv()} />
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.import_title() }</h1>
                    <p class="ui soft">{ t.import_about() }</p>
                </div>
                { template(t) }
            </header>
            if let Some(file) = &*chosen {
                <div class="file">
                    { icon(Glyph::File) }
                    <span class="grow trunc"><b>{ &file.name }</b>{ " " }<span class="muted">{ intl::bytes(t.0, u64::from(file.bytes.length())) }</span></span>
                    <Button size={Size::Small} on_click={start_over.reform(|_| ())}>{ t.another_file() }</Button>
                </div>
            } else {
                <div class="split side-20">
                    <Card title={t.choose_csv()}>
                        if let Some(name) = &*too_large {
                            <Alert tone={Tone::Danger} title={t.import_too_large(name, &limit)} live=true>
                                <p>{ t.import_split_it() }</p>
                            </Alert>
                        }
                        <FileDrop one=true accept=".csv,text/csv" {on_files} hint={t.import_limits(&limit, &intl::integer(t.0, IMPORT_LINES_MAX as u64))} />
                    </Card>
                    { columns(t) }
                </div>
            }
            { file_faults(t, preview.error.as_ref()) }
            if preview.busy && report.is_none() { <SkeletonRows rows={6} /> }
            if let Some(report) = &*report {
                <ErrorAlert error={apply.error.clone()} />
                <Report report={report.clone()} busy={apply.busy} {on_apply} />
                if report.written {
                    <div class="row">
                        <Link to={Route::Accounts} class="btn btn-primary">{ t.see_accounts() }</Link>
                        <Button on_click={start_over.reform(|_| ())}>{ t.import_another() }</Button>
                    </div>
                }
            }
        </div>
    }
}

/// A file with the right heading to fill in, made here.
fn template(t: Messages) -> Html {
    let heading: Vec<&str> = ImportColumn::ALL.iter().map(|column| column.as_str()).collect();
    let example = "ana.lopez@example.edu.mx,Ana López,faculty,E-1042,Ingeniería,1234,es";
    // The mark at the front tells spreadsheets that it is UTF-8.
    let text = format!("\u{feff}{}\r\n{example}\r\n", heading.join(","));
    let href = format!("data:text/csv;charset=utf-8,{}", String::from(js_sys::encode_uri_component(&text)));
    html! {
        <a class="btn" {href} download={t.template_file()}>{ icon_sm(Glyph::Download) }{ t.template() }</a>
    }
}

/// What the columns mean.
fn columns(t: Messages) -> Html {
    html! {
        <Card title={t.csv_columns()}>
            <dl class="dl dl-v">
                { for ImportColumn::ALL.iter().map(|column| html! {
                    <>
                        <dt><code>{ column.as_str() }</code></dt>
                        <dd class="small">{ t.import_column_about(*column) }</dd>
                    </>
                }) }
            </dl>
            <p class="small muted">{ t.csv_empty_cells() }</p>
        </Card>
    }
}

/// Why the file can't be read at all: its columns by their place, and how to go on.
fn file_faults(t: Messages, error: Option<&ApiError>) -> Html {
    let faults = error.and_then(ApiError::problem).map(|problem| problem.errors.clone()).unwrap_or_default();
    if faults.is_empty() {
        return html! { <ErrorAlert error={error.cloned()} /> };
    }
    html! {
        <Alert tone={Tone::Danger} title={t.csv_unreadable()} live=true>
            <ul class="bullets">
                { for faults.iter().map(|fault| {
                    let place = fault.pointer.strip_prefix("/columns/").and_then(|place| place.parse::<usize>().ok());
                    let what = match place {
                        Some(place) => t.csv_column_fault(&(place + 1).to_string(), &fault.message),
                        None if fault.pointer == "/email" => t.csv_email_missing().to_owned(),
                        None => fault.message.clone(),
                    };
                    html! { <li>{ what }</li> }
                }) }
            </ul>
            <p>{ t.csv_take_template() }</p>
        </Alert>
    }
}
