//! What a service is: its names, its category, who may ask for it, who serves it and how.

use shared::category::Category;
use shared::person::Community;
use shared::priority::{Impact, Urgency};
use shared::service::{AssignmentMode, NewService};
use uuid::Uuid;
use yew::{Html, html};

use super::editing::Editing;
use crate::components::card::Card;
use crate::components::checkbox::Checkbox;
use crate::components::choice::Choice;
use crate::components::field::FieldGroup;
use crate::pages::new_request::answer_input::control_id;

/// The card.
pub fn general(on: &Editing) -> Html {
    let (t, form) = (on.t, &on.form);
    let categories: Vec<Choice<Category>> =
        Category::ALL.iter().map(|category| Choice::new(*category, category.label(t.0))).collect();
    let teams: Vec<Choice<Uuid>> = on.teams.iter().map(|team| Choice::new(team.id, team.name.clone())).collect();
    let impacts: Vec<Choice<Impact>> =
        Impact::ALL.iter().map(|impact| Choice::new(*impact, t.impact(*impact))).collect();
    let urgencies: Vec<Choice<Urgency>> =
        Urgency::ALL.iter().map(|urgency| Choice::new(*urgency, t.urgency(*urgency))).collect();
    let modes: Vec<Choice<AssignmentMode>> =
        AssignmentMode::ALL.iter().map(|mode| Choice::new(*mode, t.assignment_mode(*mode))).collect();
    html! {
        <Card title={t.service_general()}>
            <div class="grid min-14">
                { on.text(t.name_in_spanish(), "/name/es", &form.name.es, false, |form, text| form.name.es = text) }
                { on.text(t.name_in_english(), "/name/en", &form.name.en, false, |form, text| form.name.en = text) }
                { on.lines(t.help_in_spanish(), "/help/es", &form.help.es, |form, text| form.help.es = text) }
                { on.lines(t.help_in_english(), "/help/en", &form.help.en, |form, text| form.help.en = text) }
                { on.choice(t.category(), "/category", categories, Some(&form.category), |form, it| form.category = it) }
                { on.choice(t.serving_team(), "/team_id", teams, Some(&form.team_id), |form, it| form.team_id = it) }
            </div>
            { communities(on) }
            <div class="grid min-14">
                { on.choice(t.default_impact(), "/default_impact", impacts, Some(&form.default_impact),
                    |form, it| form.default_impact = it) }
                { on.choice(t.default_urgency(), "/default_urgency", urgencies, Some(&form.default_urgency),
                    |form, it| form.default_urgency = it) }
                { on.choice(t.assignment_mode_label(), "/assignment_mode", modes, Some(&form.assignment_mode),
                    |form, it| form.assignment_mode = it) }
                { on.number(t.effort_label(), "/effort", Some(form.effort), Some(t.effort_help().into()),
                    |form, it| form.effort = it.unwrap_or(0.0)) }
            </div>
        </Card>
    }
}

fn communities(on: &Editing) -> Html {
    let t = on.t;
    html! {
        <FieldGroup label={t.who_may_ask()} id={control_id("/communities")} error={on.error_at("/communities")}>
            <div class="row g-5">
                { for Community::ALL.iter().map(|community| {
                    let community = *community;
                    let on_change = on.setter(move |form: &mut NewService, wanted: bool| {
                        // In the order of the list, so that what is put back is no change.
                        let before = form.communities.clone();
                        let has = |other: &Community| if *other == community { wanted } else { before.contains(other) };
                        form.communities = Community::ALL.iter().copied().filter(has).collect();
                    });
                    html! {
                        <Checkbox checked={on.form.communities.contains(&community)} {on_change}>
                            { t.community_title(community) }
                        </Checkbox>
                    }
                }) }
            </div>
        </FieldGroup>
    }
}
