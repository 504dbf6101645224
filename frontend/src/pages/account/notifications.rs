//! Which mail the person wants, of what one may do without.

use std::rc::Rc;

use shared::notification::Notification;
use shared::session::{Me, MePatch};
use yew::{Callback, Html, component, html};

use crate::components::card::Card;
use crate::components::checkbox::Checkbox;
use crate::components::error_region::ErrorAlert;
use crate::hooks::use_setting::use_setting;
use crate::i18n::{Messages, use_messages};
use crate::state::session::{is_staff, use_account};

/// The card.
#[component]
pub fn Notifications() -> Html {
    let t = use_messages();
    let me = use_account();
    let mail = use_setting(
        |me| me.notifications.clone(),
        |wanted| MePatch { notifications: Some(wanted), ..MePatch::default() },
    );
    let offered = Notification::ALL.iter().copied().filter(|news| is_offered(*news, me.as_ref()));
    html! {
        <Card title={t.mail_wanted()} headed=true>
            <p class="small soft pad-4">{ t.mail_wanted_about() }</p>
            <ErrorAlert error={mail.error.clone()} />
            <ul class="rows divided">
                { for offered.map(|news| {
                    let wanted = mail.value.clone();
                    let on_change: Callback<bool> = mail.set.reform(move |on| with(&wanted, news, on));
                    html! {
                        <li key={news.as_str()}>
                            <Checkbox switch=true checked={mail.value.contains(&news)} {on_change}>
                                <b>{ t.notification(news) }</b>
                                <small>{ t.notification_about(news) }</small>
                            </Checkbox>
                        </li>
                    }
                }) }
            </ul>
            <p class="small muted pad-4">{ t.mail_always() }</p>
        </Card>
    }
}

/// Whether such mail can reach the person at all.
fn is_offered(news: Notification, me: Option<&Rc<Me>>) -> bool {
    news != Notification::NoLongerMine || me.is_some_and(|me| is_staff(me))
}

/// The same with or without one of them, in their order.
fn with(wanted: &[Notification], news: Notification, on: bool) -> Vec<Notification> {
    let stays = |one: &Notification| if *one == news { on } else { wanted.contains(one) };
    Notification::ALL.iter().copied().filter(stays).collect()
}

impl Messages {
    fn notification(self, news: Notification) -> &'static str {
        match news {
            Notification::Received => self.mail_received(),
            Notification::Assigned => self.mail_assigned(),
            Notification::WatchedReplies => self.mail_watched_replies(),
            Notification::WatchedChanges => self.mail_watched_changes(),
            Notification::NoLongerMine => self.mail_no_longer_mine(),
        }
    }

    fn notification_about(self, news: Notification) -> &'static str {
        match news {
            Notification::Received => self.mail_received_about(),
            Notification::Assigned => self.mail_assigned_about(),
            Notification::WatchedReplies => self.mail_watched_replies_about(),
            Notification::WatchedChanges => self.mail_watched_changes_about(),
            Notification::NoLongerMine => self.mail_no_longer_mine_about(),
        }
    }
}
