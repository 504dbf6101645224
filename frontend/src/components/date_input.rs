//! A day, or a time of day, with the browser's own picker.

use chrono::{NaiveDate, NaiveTime};
use shared::instant;
use shared::service::clock_time;
use yew::{AttrValue, Callback, Classes, Html, Properties, classes, component, html};

use super::text_input::TextInput;

/// Properties of [`DateInput`].
#[derive(Properties, PartialEq)]
pub struct DateInputProps {
    /// The day chosen.
    pub value: Option<NaiveDate>,
    /// A whole day was chosen, or the field was emptied.
    pub on_change: Callback<Option<NaiveDate>>,
    /// The first day that may be chosen.
    #[prop_or_default]
    pub min: Option<NaiveDate>,
    /// The last day that may be chosen.
    #[prop_or_default]
    pub max: Option<NaiveDate>,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
}

/// A native date input.
#[component]
pub fn DateInput(props: &DateInputProps) -> Html {
    let text = |day: Option<NaiveDate>| day.map(|day| AttrValue::from(day.to_string()));
    html! {
        <TextInput
            kind="date"
            class={classes!("max-12", props.class.clone())}
            value={text(props.value).unwrap_or_default()}
            min={text(props.min)}
            max={text(props.max)}
            label={props.label.clone()}
            on_input={props.on_change.reform(|text: String| instant::day(&text))}
        />
    }
}

/// Properties of [`TimeInput`].
#[derive(Properties, PartialEq)]
pub struct TimeInputProps {
    /// The time chosen.
    pub value: Option<NaiveTime>,
    /// A whole time was chosen, or the field was emptied.
    pub on_change: Callback<Option<NaiveTime>>,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A native time input, to the minute.
#[component]
pub fn TimeInput(props: &TimeInputProps) -> Html {
    let value = props.value.map(clock_time).unwrap_or_default();
    html! {
        <TextInput
            kind="time"
            class="max-10"
            {value}
            label={props.label.clone()}
            on_input={props.on_change.reform(|text: String| instant::time(&text))}
        />
    }
}
