//! The parts of the app that arrive when somebody first needs them, each as WebAssembly of its own beside the main module. What
//! is reached from a split function alone is in its part; the build finds that out.

#![expect(clippy::unnecessary_wraps, reason = "a split function fails when its part does not arrive")]

use std::cell::RefCell;
use std::rc::Rc;

use shared::session::Me;
use shared::ticket::TicketDetails;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_force_update, use_state};

use crate::api::error::ApiError;
use crate::components::button::Button;
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::error_region::ErrorRegion;
use crate::components::icon::Glyph;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::Query;
use crate::i18n::{Messages, use_messages};
use crate::pages::account::AccountPage;
use crate::pages::account::tokens::TokensPage;
use crate::pages::accounts::import::AccountImportPage;
use crate::pages::accounts::{AccountAdminPage, AccountsPage};
use crate::pages::confirm::ConfirmPage;
use crate::pages::gallery::GalleryPage;
use crate::pages::home::HomePage;
use crate::pages::indicator::IndicatorPage;
use crate::pages::invite::InvitePage;
use crate::pages::mailbox::MailboxPage;
use crate::pages::my_requests::MyRequestsPage;
use crate::pages::new_request::{ChooseServicePage, ServicePage};
use crate::pages::outbox::OutboxPage;
use crate::pages::privacy::PrivacyPage;
use crate::pages::queue::QueuePage;
use crate::pages::queue::pane::TicketPane;
use crate::pages::services::{ServiceAdminPage, ServicesPage};
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::staff_ticket::dialogs::{Dialogs, DialogsProps};
use crate::pages::staff_ticket::page::StaffTicketPage;
use crate::pages::staff_ticket::refusal::{Refusal, RefusalProps};
use crate::pages::teams::{TeamPage, TeamsPage};
use crate::pages::ticket::TicketPage;
use crate::pages::ticket::dialogs::{Asking, RequesterDialogs, RequesterDialogsProps};
use crate::pages::ticket::requester::RequesterTicket;
use crate::route::Route;
use crate::shell::connection::use_online;
use crate::shell::delivery::Delivery;
use crate::shell::desk_tools::Tool;
use crate::shell::expired::ExpiredDialog;
use crate::shell::leaving::Leaving;
use crate::shell::palette::Palette;
use crate::shell::shortcuts::Shortcuts;
use crate::tickets::pictures::{Pictures, PicturesProps};
use crate::tickets::reply_box::{ReplyBox, ReplyBoxProps};
use crate::tickets::waiting::WaitingRequests;

mod ahead;

pub use ahead::{page_stands, use_parts_ahead};

/// What a part draws.
#[derive(Clone, PartialEq)]
pub enum Page {
    /// The page of an address.
    At(Route),
    /// A ticket as staff see it.
    StaffTicket {
        /// The ticket.
        ticket: Rc<TicketDetails>,
        /// Its query.
        query: Query<TicketDetails>,
    },
    /// A ticket as its requester and its watchers see it.
    RequesterTicket {
        /// The ticket.
        ticket: Rc<TicketDetails>,
        /// Its query.
        query: Query<TicketDetails>,
    },
    /// What the commands of a ticket have to be told, for its requester.
    RequesterDialogs(RequesterDialogsProps),
    /// The same beside the queue.
    Pane {
        /// The ticket's.
        folio: AttrValue,
        /// It was opened by hand: its heading takes the focus.
        take_focus: bool,
        /// Back to the list.
        on_close: Callback<()>,
    },
    /// What the commands of a ticket have to be told, for staff.
    Dialogs(DialogsProps),
    /// Why a command was refused, for staff.
    Refusal(RefusalProps),
    /// What floats over a page of the desk.
    Tool {
        /// Which one.
        tool: Tool,
        /// Who works there.
        me: Rc<Me>,
        /// The page below it.
        route: Route,
        /// Closes it.
        on_close: Callback<()>,
    },
    /// Where one writes to a ticket.
    Reply(ReplyBoxProps),
    /// Pictures of a ticket.
    Pictures(PicturesProps),
    /// Sending what waits.
    Delivery,
    /// One's requests that wait, above those that have arrived.
    RequestsToSend,
    /// Telling the server of a session that was left without it.
    Leaving,
    /// Signing in anew over the page where the session ended.
    SignInAgain {
        /// Whose session it was.
        me: Rc<Me>,
    },
}

type Draw = fn(&Page) -> Html;

/// A part that draws pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Home and one's requests.
    Requests,
    /// Choosing a service and its form.
    Filing,
    /// One request.
    Ticket,
    /// The dialogs of its commands.
    RequesterDialogs,
    /// Its verdict by the link of a mail, and the privacy notice: what is read without signing in.
    Confirm,
    /// The queue.
    Queue,
    /// A ticket as staff see it.
    StaffTicket,
    /// Both in one, for a visit that begins with a ticket beside the queue.
    Desk,
    /// What floats over the desk: the dialogs of a ticket's commands, the palette, the sheet of keys.
    Dialogs,
    /// The quality indicator.
    Indicator,
    /// The catalogue, for admins.
    Services,
    /// Accounts, for admins.
    Accounts,
    /// Teams, undelivered mail and settings, for admins.
    Admin,
    /// Signing in, by code or by invitation.
    SignIn,
    /// The mailbox of the demo, and the components in all their states.
    Demo,
    /// Sending what waits, and telling of a session that was left.
    Delivery,
    /// Writing to a ticket, with files.
    Reply,
    /// Looking at the pictures of a ticket.
    Pictures,
    /// One's own account and API tokens.
    Account,
}

#[wasm_split(requests, fallible)]
fn load_requests() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::MyRequests) => html! { <MyRequestsPage /> },
        _ => html! { <HomePage /> },
    })
}

#[wasm_split(filing, fallible)]
fn load_filing() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::NewRequestFor { service_id }) => html! { <ServicePage service_id={*service_id} /> },
        _ => html! { <ChooseServicePage /> },
    })
}

#[wasm_split(ticket, fallible)]
fn load_ticket() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::RequesterTicket { ticket, query } => {
            html! { <RequesterTicket ticket={ticket.clone()} query={query.clone()} /> }
        }
        page => ticket_page(page),
    })
}

/// Whose it is shows once it is here, so both parts have this page.
fn ticket_page(page: &Page) -> Html {
    match page {
        Page::At(Route::Ticket { folio }) => html! { <TicketPage key={folio.clone()} folio={folio.clone()} /> },
        _ => Html::default(),
    }
}

#[wasm_split(requester_dialogs, fallible)]
fn load_requester_dialogs() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::RequesterDialogs(props) => html! { <RequesterDialogs ..props.clone() /> },
        _ => Html::default(),
    })
}

#[wasm_split(confirm, fallible)]
fn load_confirm() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::Confirm { token }) => html! { <ConfirmPage token={token.clone()} /> },
        Page::At(Route::Privacy) => html! { <PrivacyPage /> },
        _ => Html::default(),
    })
}

#[wasm_split(queue, fallible)]
fn load_queue() -> Result<Draw, SplitLoaderError> {
    Ok(|_| html! { <QueuePage /> })
}

#[wasm_split(staff_ticket, fallible)]
fn load_staff_ticket() -> Result<Draw, SplitLoaderError> {
    Ok(staff_ticket)
}

#[wasm_split(desk, fallible)]
fn load_desk() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::Queue) => html! { <QueuePage /> },
        page => staff_ticket(page),
    })
}

fn staff_ticket(page: &Page) -> Html {
    match page {
        Page::StaffTicket { ticket, query } => {
            html! { <StaffTicketPage ticket={ticket.clone()} query={query.clone()} /> }
        }
        Page::Pane { folio, take_focus, on_close } => {
            html! { <TicketPane folio={folio.clone()} take_focus={*take_focus} on_close={on_close.clone()} /> }
        }
        page => ticket_page(page),
    }
}

#[wasm_split(dialogs, fallible)]
fn load_dialogs() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::Dialogs(props) => html! { <Dialogs ..props.clone() /> },
        Page::Refusal(props) => html! { <Refusal ..props.clone() /> },
        Page::Tool { tool: Tool::Palette, me, on_close, .. } => {
            html! { <Palette me={me.clone()} on_close={on_close.clone()} /> }
        }
        Page::Tool { tool: Tool::Shortcuts, me, route, on_close } => {
            html! { <Shortcuts me={me.clone()} route={route.clone()} on_close={on_close.clone()} /> }
        }
        _ => Html::default(),
    })
}

#[wasm_split(indicator, fallible)]
fn load_indicator() -> Result<Draw, SplitLoaderError> {
    Ok(|_| html! { <IndicatorPage /> })
}

#[wasm_split(services, fallible)]
fn load_services() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::Service { service_id }) => html! { <ServiceAdminPage service_id={Some(*service_id)} /> },
        Page::At(Route::NewService) => html! { <ServiceAdminPage service_id={None} /> },
        _ => html! { <ServicesPage /> },
    })
}

#[wasm_split(accounts, fallible)]
fn load_accounts() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::AccountImport) => html! { <AccountImportPage /> },
        Page::At(Route::AccountAdmin { account_id }) => {
            html! { <AccountAdminPage key={account_id.to_string()} account_id={*account_id} /> }
        }
        _ => html! { <AccountsPage /> },
    })
}

#[wasm_split(admin, fallible)]
fn load_admin() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::NewTeam) => html! { <TeamPage team_id={None} /> },
        Page::At(Route::Team { team_id }) => html! { <TeamPage team_id={Some(*team_id)} /> },
        Page::At(Route::Outbox) => html! { <OutboxPage /> },
        Page::At(Route::Settings) => html! { <SettingsPage /> },
        _ => html! { <TeamsPage /> },
    })
}

#[wasm_split(sign_in, fallible)]
fn load_sign_in() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::SignIn) => html! { <SignInPage /> },
        Page::At(Route::Invite { token }) => html! { <InvitePage token={token.clone()} /> },
        Page::SignInAgain { me } => html! { <ExpiredDialog me={me.clone()} /> },
        _ => Html::default(),
    })
}

#[wasm_split(account, fallible)]
fn load_account() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::Tokens) => html! { <TokensPage /> },
        _ => html! { <AccountPage /> },
    })
}

#[wasm_split(demo, fallible)]
fn load_demo() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::At(Route::Mailbox) => html! { <MailboxPage /> },
        _ => html! { <GalleryPage /> },
    })
}

#[wasm_split(delivery, fallible)]
fn load_delivery() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::RequestsToSend => html! { <WaitingRequests /> },
        Page::Leaving => html! { <Leaving /> },
        _ => html! { <Delivery /> },
    })
}

#[wasm_split(reply, fallible)]
fn load_reply() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::Reply(props) => html! { <ReplyBox ..props.clone() /> },
        _ => Html::default(),
    })
}

#[wasm_split(pictures, fallible)]
fn load_pictures() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::Pictures(props) => html! { <Pictures ..props.clone() /> },
        _ => Html::default(),
    })
}

impl Part {
    async fn load(self) -> Result<Draw, SplitLoaderError> {
        match self {
            Self::Requests => load_requests().await,
            Self::Filing => load_filing().await,
            Self::Ticket => load_ticket().await,
            Self::RequesterDialogs => load_requester_dialogs().await,
            Self::Confirm => load_confirm().await,
            Self::Queue => load_queue().await,
            Self::StaffTicket => load_staff_ticket().await,
            Self::Desk => load_desk().await,
            Self::Dialogs => load_dialogs().await,
            Self::Indicator => load_indicator().await,
            Self::Services => load_services().await,
            Self::Accounts => load_accounts().await,
            Self::Admin => load_admin().await,
            Self::SignIn => load_sign_in().await,
            Self::Demo => load_demo().await,
            Self::Delivery => load_delivery().await,
            Self::Reply => load_reply().await,
            Self::Pictures => load_pictures().await,
            Self::Account => load_account().await,
        }
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        let draw = self.load().await?;
        DRAWN_BY.with_borrow_mut(|parts| parts.push((self, draw)));
        Ok(())
    }

    /// Whether it draws at once.
    pub fn is_here(self) -> bool {
        self.drawing().is_some()
    }

    /// Its own way to draw, or that of the part which has the whole of it.
    fn drawing(self) -> Option<Draw> {
        let whole = matches!(self, Self::Queue | Self::StaffTicket).then_some(Self::Desk);
        self.own_drawing().or_else(|| whole?.own_drawing())
    }

    fn own_drawing(self) -> Option<Draw> {
        DRAWN_BY.with_borrow(|parts| parts.iter().find(|(part, _)| *part == self).map(|(_, draw)| *draw))
    }
}

thread_local! {
    static DRAWN_BY: RefCell<Vec<(Part, Draw)>> = const { RefCell::new(Vec::new()) };
}

/// Properties of [`PartOf`].
#[derive(Properties, PartialEq)]
pub struct PartOfProps {
    /// The part.
    pub part: Part,
    /// What it draws.
    pub page: Page,
    /// Not yet: it is fetched later, or when it is here by another way.
    #[prop_or(true)]
    pub now: bool,
    /// What stands there until the part is here, instead of bones.
    #[prop_or_default]
    pub meanwhile: Option<Html>,
}

/// A page of a part; its bones until the part is here.
#[component]
pub fn PartOf(props: &PartOfProps) -> Html {
    let part = props.part;
    let t = use_messages();
    let online = use_online();
    let failed = use_state(|| None::<Part>);
    let arrived = use_force_update();
    {
        let failed = failed.setter();
        use_effect_with((part, online, props.now), move |(_, _, now)| {
            if !now || part.is_here() {
                return;
            }
            failed.set(None);
            spawn_local(async move {
                match part.fetch().await {
                    Ok(()) => arrived.force_update(),
                    // A connection that comes back begins anew.
                    Err(_) => failed.set(Some(part)),
                }
            });
        });
    }
    if let Some(draw) = part.drawing() {
        return draw(&props.page);
    }
    let has_failed = *failed == Some(part);
    let instead = match (has_failed, online) {
        (true, true) => not_here(t),
        (true, false) => html! { <ErrorRegion error={ApiError::Network} page=true /> },
        (false, _) => props.meanwhile.clone().unwrap_or_else(|| html! { <SkeletonPage /> }),
    };
    match &props.page {
        Page::At(_) if has_failed => instead,
        Page::At(_) => html! { <div class="wrap page w-60">{ instead }</div> },
        Page::RequesterTicket { .. } => html! { <div class="wrap page w-60">{ instead }</div> },
        Page::Reply(_) => instead,
        // Without the part it is said in general.
        Page::Refusal(_) => props.meanwhile.clone().unwrap_or_default(),
        Page::StaffTicket { .. } | Page::Pane { .. } => html! { <div class="pad">{ instead }</div> },
        Page::SignInAgain { .. } if has_failed => instead,
        // It comes with the connection that it needs.
        Page::SignInAgain { .. } | Page::Delivery | Page::RequestsToSend | Page::Leaving => Html::default(),
        Page::Dialogs(dialogs) => html! {
            <Dialog open={dialogs.asking.is_some()} title={t.loading()} on_close={dialogs.on_close.clone()}>{ instead }</Dialog>
        },
        Page::RequesterDialogs(dialogs) => html! {
            <Dialog open={dialogs.asking != Asking::Nothing} title={t.loading()} on_close={dialogs.on_close.clone()}>
                { instead }
            </Dialog>
        },
        Page::Tool { on_close, .. } | Page::Pictures(PicturesProps { on_close, .. }) => html! {
            <Dialog open=true title={t.loading()} on_close={on_close.clone()}>{ instead }</Dialog>
        },
    }
}

/// There is a connection, and yet the part did not come: most likely there is a newer version of the app.
fn not_here(t: Messages) -> Html {
    let reload = Callback::from(|_| {
        if let Some(window) = web_sys::window() {
            window.location().reload().ok();
        }
    });
    html! {
        <div role="alert">
            <Empty glyph={Glyph::Refresh} title={t.part_missing()} text={t.part_missing_text()} page=true>
                <Button glyph={Glyph::Refresh} on_click={reload}>{ t.load_again() }</Button>
            </Empty>
        </div>
    }
}
