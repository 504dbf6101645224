//! The form of a service: its own fields, what happened, whom it affects, files. Kept as a draft; sent once.

use chrono::Utc;
use shared::account::PersonMatch;
use shared::attachment::Attachment;
use shared::limits::ATTACHMENT_BYTES_MAX;
use shared::problem::{FieldCode, ProblemKind};
use shared::service::{Catalog, CatalogService};
use shared::ticket::NewTicket;
use uuid::Uuid;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, hook, html, use_mut_ref, use_state};

use super::answer_input::control_id;
use super::draft::{Faults, RequestDraft, known_answers};
use super::helped::{self, Helped, use_person};
use super::parts::{FILES, OwnFields, Questions, SUMMARY, Saved, Words, focus, summary};
use crate::api::error::ApiError;
use crate::api::tickets::FiledTicket;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::error_region::ErrorAlert;
use crate::components::field::FieldGroup;
use crate::components::file_drop::FileDrop;
use crate::components::file_list::FileList;
use crate::components::icon::Glyph;
use crate::components::link::{Link, Pairs, go};
use crate::hooks::use_draft::{Draft, use_draft};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::{new_key, use_mutation};
use crate::hooks::use_query::Query;
use crate::hooks::use_uploads::{Uploads, use_uploads};
use crate::i18n::{Messages, intl, use_messages};
use crate::pages::home::use_catalog;
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::shell::connection::is_online;
use crate::state::announcer::announce;
use crate::state::institution::use_institution;
use crate::state::outbox::{Outbox, Waiting, What, use_outbox};
use crate::state::session::use_account;
use crate::state::toasts::use_toaster;
use crate::tickets::use_ticket::refresh_elsewhere;
use crate::tickets::waiting::{FOR, draft_name};

/// Properties of [`RequestForm`].
#[derive(Properties, PartialEq)]
pub struct RequestFormProps {
    /// The service asked for.
    pub service: CatalogService,
    /// It was opened for somebody else.
    pub whom: Option<Uuid>,
    /// It is for somebody else, or not.
    pub on_other: Callback<bool>,
    /// It could not be sent now and waits, under this key.
    pub on_kept: Callback<String>,
}

/// The form.
#[component]
pub fn RequestForm(props: &RequestFormProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let toaster = use_toaster();
    let institution = use_institution();
    let follow_up_of = use_location()
        .and_then(|here| Pairs::read(here.query_str()).get("follow_up_of").and_then(|id| id.parse::<Uuid>().ok()));
    let draft = use_draft::<RequestDraft>(draft_name(props.service.id, props.whom));
    let kept = draft.value.files.clone();
    let uploads = use_uploads(move || kept);
    let checked = use_state(|| false);
    let attempts = use_state(|| 0_u32);
    let waiting = use_state(|| false);
    use_kept_files(&draft, &uploads);
    let opened_for = use_opened_for(&draft, props.whom);
    let out_of_reach = use_out_of_reach(t, &draft.value, props.service.id);
    {
        let on_other = props.on_other.clone();
        use_effect_with(draft.value.for_other, move |other| on_other.emit(*other));
    }

    let send = {
        let toaster = toaster.clone();
        let (discard, clear) = (draft.discard.clone(), uploads.clear.clone());
        let (outbox, title, on_kept) = (use_outbox(), props.service.name.clone(), props.on_kept.clone());
        let whom = props.whom;
        use_mutation(
            move |client, (ticket, draft): (NewTicket, RequestDraft), _key| {
                let (outbox, title) = (outbox.clone(), title.clone());
                async move {
                    let answer = match (&draft.key, draft.tried_at) {
                        (Some(key), Some(_)) if is_online() => client.file_ticket(&ticket, key).await,
                        _ => Err(ApiError::Network),
                    };
                    match answer {
                        Err(error) if error.can_wait() && keep(&outbox, &title, &ticket, &draft, whom) => {
                            Ok(Sent::Kept(draft.key.unwrap_or_default()))
                        }
                        answer => answer.map(Sent::Filed),
                    }
                }
            },
            move |sent| {
                discard.emit(());
                clear.emit(());
                let ticket = match sent {
                    Sent::Filed(ticket) => ticket,
                    Sent::Kept(key) => {
                        on_kept.emit(key);
                        return;
                    }
                };
                refresh_elsewhere();
                let (folio, requester) = (ticket.folio, ticket.requester.name);
                toaster.ok(if ticket.is_mine {
                    t.request_sent(&folio)
                } else {
                    t.request_registered(&folio, &requester)
                });
                if let Some(navigator) = &navigator {
                    go(navigator, &Route::Ticket { folio }, "");
                }
            },
        )
    };
    {
        let change = draft.change.clone();
        // A corrected draft is another request: it takes another key. A proof that has run out is no proof.
        use_effect_with(send.error.clone(), move |error| {
            // A key that another body has used stays: what was sent before the connection broke has arrived.
            let own = |error: &&ApiError| error.is_definite() && error.kind() != Some(ProblemKind::KeyReused);
            let Some(error) = error.as_ref().filter(own) else { return };
            let unproven = error
                .problem()
                .is_some_and(|problem| problem.errors.iter().any(|error| error.code == FieldCode::Unproven));
            change.emit(Box::new(move |draft: &mut RequestDraft| {
                draft.forget_tries();
                if unproven {
                    draft.proven_email = None;
                }
            }));
        });
    }
    let domains = institution.map(|institution| institution.domains.clone()).unwrap_or_default();
    let known = known_answers(use_account().as_deref(), &props.service);
    let ticket = draft.value.to_ticket(&props.service, &domains, t.0, uploads.ids(), follow_up_of, &known);
    let shown = |pointer: &str| has_field(&props.service, pointer);
    let own_faults = ticket.as_ref().err().filter(|_| *checked);
    let mut faults = Faults::merged(own_faults, send.error.as_ref(), shown);
    let failed = uploads.has_failed();
    if failed && *checked {
        faults.add(FILES.to_owned(), t.files_not_sent().to_owned());
    }
    if let (true, true, Some(person)) = (out_of_reach, *checked, &draft.value.helped) {
        faults.add(helped::POINTER.to_owned(), t.not_open_to(&person.name));
    }
    // What went wrong stands above the form, the button below it: the focus goes there.
    use_effect_with((*attempts, send.error.clone()), |(attempts, error)| {
        if *attempts > 0 || error.is_some() {
            focus(SUMMARY);
        }
    });
    let onsubmit = {
        let (run, change, checked, attempts, ticket) =
            (send.run.clone(), draft.change.clone(), checked.setter(), attempts.clone(), ticket.clone());
        let (draft, sending) = (draft.value.clone(), uploads.is_sending());
        let hurry = waiting.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            checked.set(true);
            hurry.set(sending);
            match &ticket {
                Ok(ticket) if !sending && !failed && !out_of_reach => {
                    let key = Some(draft.key.clone().unwrap_or_else(new_key));
                    let tried_at = draft.tried_at.or_else(|| is_online().then(Utc::now));
                    let born = key.clone();
                    change.emit(Box::new(move |draft: &mut RequestDraft| {
                        draft.key = born;
                        draft.tried_at = tried_at;
                    }));
                    run.emit((ticket.clone(), RequestDraft { key, tried_at, ..draft.clone() }));
                }
                Ok(_) if sending && !out_of_reach => {}
                _ => attempts.set(*attempts + 1),
            }
        })
    };
    let discard = {
        let (discard, clear, reset, checked) =
            (draft.discard.clone(), uploads.clear.clone(), send.reset.clone(), checked.setter());
        let (toaster, change, before) = (toaster.clone(), draft.change.clone(), draft.value.clone());
        Callback::from(move |_| {
            let (change, before) = (change.clone(), RequestDraft { files: Vec::new(), ..before.clone() });
            toaster.with_undo(
                t.draft_discarded(),
                Callback::from(move |()| {
                    let before = before.clone();
                    change.emit(Box::new(move |draft: &mut RequestDraft| *draft = before));
                }),
            );
            discard.emit(());
            clear.emit(());
            reset.emit(());
            checked.set(false);
        })
    };
    let elsewhere = send.error.as_ref().map(|error| error.elsewhere(shown)).unwrap_or_default();
    let sent_before = send.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::KeyReused));
    let whole_error = send.error.clone().filter(|error| !sent_before && !error.is_beside(shown));
    html! {
        <form class="stack g-5" {onsubmit} novalidate=true>
            <div id={SUMMARY} class="stack g-3" tabindex="-1" hidden={faults.0.is_empty() && send.error.is_none()}>
                { summary(t, &faults, &props.service) }
                <ErrorAlert error={whole_error} />
                if sent_before { { arrived_before(t, &draft, &send.reset) } }
                { for elsewhere.iter().map(|message| html! { <Alert tone={Tone::Danger} live=true>{ message }</Alert> }) }
            </div>
            if follow_up_of.is_some() {
                <Alert tone={Tone::Info} glyph={Glyph::Link}>{ t.follows_up() }</Alert>
            }
            <Helped
                for_other={draft.value.for_other}
                person={draft.value.helped.clone()}
                on_other={draft.setter(|draft: &mut RequestDraft, other| draft.for_other = other)}
                on_person={draft.setter(|draft: &mut RequestDraft, person| draft.helped = person)}
                error={faults.at(helped::POINTER)}
                {out_of_reach}
            />
            <ErrorAlert error={opened_for.error.clone()} on_retry={opened_for.refetch.clone()} />
            <OwnFields service={props.service.clone()} draft={draft.clone()} {known} faults={faults.clone()} />
            <Words placeholder={props.service.name.clone()} draft={draft.clone()} faults={faults.clone()} />
            <Questions draft={draft.clone()} />
            <div class="field">
                <FieldGroup id={control_id(FILES)} label={t.files()} optional=true error={faults.at(FILES)}>
                    <FileDrop
                        on_files={uploads.add.clone()}
                        hint={AttrValue::from(t.files_hint(&intl::bytes(t.0, ATTACHMENT_BYTES_MAX)))}
                    />
                </FieldGroup>
                <FileList uploads={uploads.list.clone()} on_remove={uploads.remove.clone()} on_retry={uploads.retry.clone()} />
            </div>
            <div class="actions">
                <Button submit=true weight={Weight::Primary} size={Size::Large} busy={send.busy}>
                    { t.send_request() }
                </Button>
                if *waiting && uploads.is_sending() {
                    <span class="small muted" role="status">{ t.files_on_their_way() }</span>
                }
                if !draft.value.is_blank() {
                    <Button weight={Weight::Ghost} on_click={discard}>{ t.discard() }</Button>
                }
                <Saved draft={draft.clone()} />
            </div>
        </form>
    }
}

/// What has become of a request.
enum Sent {
    Filed(FiledTicket),
    /// It waits under this key.
    Kept(String),
}

/// Keeps a request until there are a connection and a session again; says whether it is kept.
fn keep(outbox: &Outbox, service: &str, ticket: &NewTicket, draft: &RequestDraft, whom: Option<Uuid>) -> bool {
    let (Some(key), Ok(body), Ok(json)) =
        (draft.key.clone(), serde_json::to_string(ticket), serde_json::to_string(draft))
    else {
        return false;
    };
    let pairs = [("follow_up_of", ticket.follow_up_of), (FOR, whom)];
    let pairs = pairs.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?.to_string())));
    let query = Pairs(pairs.collect()).to_query();
    outbox.add(&Waiting {
        key,
        what: What::Request(ticket.service_id, query),
        title: ticket.subject.clone().unwrap_or_else(|| service.to_owned()),
        files: draft.files.iter().map(|file| file.file_name.clone()).collect(),
        path: "/tickets".to_owned(),
        body,
        draft: json,
        at: Utc::now(),
        tried_at: draft.tried_at,
        refusal: None,
    })
}

/// Whoever the form was opened for is whom it is for, until another person is chosen.
#[hook]
fn use_opened_for(draft: &Draft<RequestDraft>, whom: Option<Uuid>) -> Query<Vec<PersonMatch>> {
    let found = use_person(whom);
    let person = found.data.as_ref().and_then(|found| found.first().cloned());
    let change = draft.change.clone();
    use_effect_with((whom, person, draft.value.opened_for), move |(whom, person, opened_for)| {
        if whom.is_none() || opened_for == whom {
            return;
        }
        // Before the name is known, it is not for the reader.
        let (whom, person) = (*whom, person.clone());
        change.emit(Box::new(move |draft: &mut RequestDraft| {
            draft.for_other = true;
            if person.is_some() {
                draft.opened_for = whom;
                draft.helped = person;
            }
        }));
    });
    found
}

/// Whether the person for whom it is registered may not ask for this service.
#[hook]
fn use_out_of_reach(t: Messages, draft: &RequestDraft, service: Uuid) -> bool {
    let person = draft.helped.as_ref().filter(|_| draft.for_other);
    let id = person.map(|person| person.id);
    let theirs = use_catalog(id, id.is_some());
    let offers = |catalog: &Catalog| {
        catalog.categories.iter().flat_map(|category| &category.services).any(|offered| offered.id == service)
    };
    let refused = theirs.data.filter(|catalog| !offers(catalog)).and(person).map(|person| t.not_open_to(&person.name));
    let is_refused = refused.is_some();
    use_effect_with(refused, |refused| {
        if let Some(refused) = refused {
            announce(refused);
        }
    });
    is_refused
}

/// Files that have arrived belong to the draft: they are still there after a reload.
#[hook]
fn use_kept_files(draft: &Draft<RequestDraft>, uploads: &Uploads) {
    let change = draft.change.clone();
    let first = use_mut_ref(|| true);
    let arrived: Vec<Attachment> = uploads.arrived().cloned().collect();
    use_effect_with(arrived, move |arrived| {
        if !first.replace(false) {
            let files = arrived.clone();
            change.emit(Box::new(move |draft: &mut RequestDraft| draft.files = files));
        }
    });
}

/// The connection broke after the request had arrived, and the draft has changed since: nothing is filed twice unasked.
fn arrived_before(t: Messages, draft: &Draft<RequestDraft>, reset: &Callback<()>) -> Html {
    let (change, reset) = (draft.change.clone(), reset.clone());
    let anew = Callback::from(move |_| {
        change.emit(Box::new(RequestDraft::forget_tries));
        reset.emit(());
    });
    html! {
        <Alert tone={Tone::Warn} title={t.arrived_before()} live=true>
            <p>{ t.arrived_before_text() }</p>
            <div class="row pt-3">
                <Link to={Route::MyRequests} class={button_class(Weight::Plain, Size::Small)}>{ t.nav_my_requests() }</Link>
                <Button size={Size::Small} on_click={anew}>{ t.it_is_another_request() }</Button>
            </div>
        </Alert>
    }
}

/// Whether the form has a field for a pointer.
fn has_field(service: &CatalogService, pointer: &str) -> bool {
    matches!(pointer, "/description" | "/subject" | FILES | helped::POINTER)
        || pointer.strip_prefix("/answers/").is_some_and(|key| service.fields.iter().any(|field| field.key == key))
}
