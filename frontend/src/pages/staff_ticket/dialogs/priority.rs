//! Priority by impact × urgency: the two are chosen, the third is shown as they are.

use shared::priority::{Impact, Priority, Urgency};
use shared::ticket::TicketPatch;
use yew::{Callback, Html, component, html, use_state};

use super::{AskProps, CommandForm};
use crate::components::badge::PriorityMark;
use crate::components::choice::Choice;
use crate::components::field::FieldGroup;
use crate::components::segmented::segmented;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::pages::staff_ticket::asking::Outcome;
use crate::pages::staff_ticket::giving::use_changing;

/// The dialog.
#[component]
pub fn PriorityDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let summary = &props.ticket.summary;
    let impact = use_state(|| summary.impact);
    let urgency = use_state(|| summary.urgency);
    {
        let (impact, urgency) = (impact.setter(), urgency.setter());
        let (now_impact, now_urgency) = (summary.impact, summary.urgency);
        // Taken over when the dialog opens, and not again: a newer version must not overwrite what is chosen.
        use_effect_with(props.open, move |open| {
            if *open {
                impact.set(now_impact);
                urgency.set(now_urgency);
            }
        });
    }
    let changing = {
        let on_done = props.on_done.clone();
        use_changing(&props.query, props.open, move |ticket| {
            let priority = t.priority(ticket.summary.priority);
            on_done.emit(Outcome::Done(t.done_priority(&ticket.summary.folio, priority)));
        })
    };
    let on_submit = {
        let (run, impact, urgency) = (changing.run.clone(), *impact, *urgency);
        Callback::from(move |()| {
            run.emit(TicketPatch { impact: Some(impact), urgency: Some(urgency), ..TicketPatch::default() });
        })
    };
    let impacts = Impact::ALL.iter().map(|impact| Choice::new(*impact, t.impact(*impact))).collect::<Vec<_>>();
    let urgencies = Urgency::ALL.iter().map(|urgency| Choice::new(*urgency, t.urgency(*urgency))).collect::<Vec<_>>();
    let (set_impact, set_urgency) = (impact.setter(), urgency.setter());
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.change_priority()}
            verb={t.change_priority()}
            busy={changing.busy}
            error={changing.error.clone()}
            seen={changing.seen.clone()}
            {on_submit}
        >
            <FieldGroup label={t.impact_label()} help={t.impact_help()}>
                { segmented(impacts, &*impact, &Callback::from(move |impact| set_impact.set(impact)), t.impact_label()) }
            </FieldGroup>
            <FieldGroup label={t.urgency_label()} help={t.urgency_help()}>
                { segmented(urgencies, &*urgency, &Callback::from(move |urgency| set_urgency.set(urgency)), t.urgency_label()) }
            </FieldGroup>
            <p class="row" role="status">
                { t.it_gives_priority() }<PriorityMark priority={Priority::of(*impact, *urgency)} filled=true />
            </p>
        </CommandForm>
    }
}
