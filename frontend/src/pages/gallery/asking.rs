//! What asks: fields, choices, codes, stars, files, composers.

use std::rc::Rc;

use chrono::{NaiveDate, NaiveTime, Utc};
use shared::attachment::Attachment;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::specimen;
use crate::components::checkbox::Checkbox;
use crate::components::choice::{Choice, Place};
use crate::components::choice_cards::{choice_cards, optional_cards};
use crate::components::combobox::{Combobox, Offer, Offers};
use crate::components::composer::{Audience, Composer};
use crate::components::date_input::{DateInput, TimeInput};
use crate::components::field::{Field, FieldGroup};
use crate::components::file_drop::FileDrop;
use crate::components::file_list::{FileLink, FileList};
use crate::components::number_input::NumberInput;
use crate::components::otp_input::OtpInput;
use crate::components::rating_stars::RatingStars;
use crate::components::segmented::segmented;
use crate::components::select::{PlaceSelect, optional_select, select};
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::hooks::use_uploads::{Upload, UploadState};
use crate::i18n::{Messages, use_messages};

/// The specimens.
#[component]
pub fn Asking() -> Html {
    let t = use_messages();
    html! {
        <>
            { specimen(t.sample_fields(), html! { <Fields /> }) }
            { specimen(t.sample_choices(), html! { <Choices /> }) }
            { specimen(t.sample_code(), html! { <Codes /> }) }
            { specimen(t.sample_files(), files(t)) }
            { specimen(t.sample_composers(), html! { <Composers /> }) }
        </>
    }
}

#[component]
fn Fields() -> Html {
    let t = use_messages();
    let text = use_state(|| AttrValue::from(t.sample_value()));
    let on_input = {
        let text = text.setter();
        Callback::from(move |typed: String| text.set(typed.into()))
    };
    let number = use_state(|| 1.5);
    let set_number = {
        let number = number.setter();
        Callback::from(move |chosen| number.set(chosen))
    };
    let sought = use_state(AttrValue::default);
    let seek = {
        let sought = sought.setter();
        Callback::from(move |text: AttrValue| sought.set(text))
    };
    let offer = Offer { key: t.sample_value().into(), content: html! { t.sample_value() } };
    let offers = Offers { heading: t.sample_fields().into(), offers: vec![offer] };
    let day = use_state(|| None::<NaiveDate>);
    let set_day = {
        let day = day.setter();
        Callback::from(move |chosen| day.set(chosen))
    };
    let time = use_state(|| NaiveTime::from_hms_opt(9, 30, 0));
    let set_time = {
        let time = time.setter();
        Callback::from(move |chosen| time.set(chosen))
    };
    html! {
        <div class="grid g-4 min-16">
            <Field label={t.sample_field()}><TextInput value={&*text} on_input={on_input.clone()} /></Field>
            <Field label={t.sample_with_help()} optional=true help={t.sample_help()} note="21 / 80">
                <TextInput value="" placeholder={t.sample_placeholder()} />
            </Field>
            <Field label={t.sample_with_error()} help={t.sample_help()} error={t.sample_error()}>
                <TextInput value="" />
            </Field>
            <Field label={t.sample_readonly()}><TextInput value={t.sample_value()} readonly=true /></Field>
            <Field label={t.sample_disabled()}><TextInput value={t.sample_value()} disabled=true /></Field>
            <Field label={t.sample_text_area()}><TextArea value={&*text} {on_input} /></Field>
            <Field label={format!("{}: {}", t.sample_text_area(), t.sample_with_error())} error={t.sample_error()}>
                <TextArea value="" placeholder={t.sample_placeholder()} />
            </Field>
            <Field label={t.sample_number()}><NumberInput value={*number} on_change={set_number} /></Field>
            <Field label={t.sample_combobox()}>
                <Combobox
                    value={&*sought}
                    on_input={seek.reform(AttrValue::from)}
                    groups={vec![offers]}
                    on_pick={seek}
                    list_label={t.sample_combobox()}
                    status=""
                />
            </Field>
            <Field label={t.sample_day()}><DateInput value={*day} on_change={set_day} /></Field>
            <Field label={t.sample_time()}><TimeInput value={*time} on_change={set_time} /></Field>
        </div>
    }
}

fn choices(t: Messages) -> Vec<Choice<u8>> {
    vec![
        Choice::new(1, t.sample_one()).detail(t.sample_detail()),
        Choice::new(2, t.sample_two()),
        Choice { disabled: true, ..Choice::new(3, t.sample_three()) },
    ]
}

#[component]
fn Choices() -> Html {
    let t = use_messages();
    let one = use_state(|| 1_u8);
    let set = {
        let one = one.setter();
        Callback::from(move |chosen| one.set(chosen))
    };
    let perhaps = use_state(|| Some(2_u8));
    let set_perhaps = {
        let perhaps = perhaps.setter();
        Callback::from(move |chosen| perhaps.set(chosen))
    };
    let stars = use_state(|| Some(4_u8));
    let set_stars = {
        let stars = stars.setter();
        Callback::from(move |chosen| stars.set(chosen))
    };
    let on = use_state(|| true);
    let set_on = {
        let on = on.setter();
        Callback::from(move |chosen| on.set(chosen))
    };
    let place = Place { label: t.sample_one().into(), detail: None, disabled: false };
    html! {
        <div class="stack g-4">
            <FieldGroup label={t.sample_cards()} help={t.sample_help()}>
                { choice_cards(choices(t), Some(&*one), &set, "min-14") }
            </FieldGroup>
            <FieldGroup label={t.sample_cards_error()} error={t.sample_error()}>
                { choice_cards(choices(t), None, &set, "min-14") }
            </FieldGroup>
            <FieldGroup label={t.sample_cards_optional()} optional=true>
                { optional_cards(choices(t), perhaps.as_ref(), &set_perhaps, "min-14") }
            </FieldGroup>
            <FieldGroup label={t.sample_rating()} optional=true>
                <RatingStars value={*stars} on_change={set_stars} />
            </FieldGroup>
            <div class="grid g-4 min-16">
                <Field label={t.sample_select()}>{ select(choices(t), Some(&*one), &set, None) }</Field>
                <Field label={format!("{}: {}", t.sample_select(), t.sample_with_error())} error={t.sample_error()}>
                    { select(choices(t), None, &set, Some(t.sample_pick_one().into())) }
                </Field>
                <Field label={t.sample_select_optional()} optional=true>
                    { optional_select(choices(t), perhaps.as_ref(), &set_perhaps, t.sample_pick_one().into()) }
                </Field>
                <PlaceSelect
                    places={vec![place]} chosen={0} on_place={Callback::noop()} label={t.sample_select_off()} disabled=true
                />
            </div>
            <div class="row">{ segmented(choices(t).into_iter().take(2).collect(), &one, &set, t.sample_segments()) }</div>
            <div class="stack g-2">
                <Checkbox checked={*on} on_change={set_on.clone()}>{ t.sample_checkbox() }</Checkbox>
                <Checkbox checked=true disabled=true on_change={Callback::noop()}>{ t.sample_disabled() }</Checkbox>
                <Checkbox checked={*on} switch=true on_change={set_on}>{ t.sample_switch() }</Checkbox>
            </div>
        </div>
    }
}

#[component]
fn Codes() -> Html {
    let t = use_messages();
    let code = use_state(|| AttrValue::from("314"));
    let on_input = {
        let code = code.setter();
        Callback::from(move |typed: String| code.set(typed.into()))
    };
    html! {
        <div class="grid g-4 min-16">
            <Field label={t.sample_code()}><OtpInput value={&*code} {on_input} /></Field>
            <Field label={t.sample_code_full()}>
                <OtpInput value="314159" on_input={Callback::noop()} readonly=true />
            </Field>
            <Field label={t.sample_code_wrong()} error={t.sample_error()}>
                <OtpInput value="000000" on_input={Callback::noop()} />
            </Field>
        </div>
    }
}

/// Files on their way, arrived, failed on the way, refused; and one of a ticket.
fn files(t: Messages) -> Html {
    let photo = Attachment {
        id: Uuid::nil(),
        file_name: "pasillo.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 482_133,
        created_at: Utc::now(),
    };
    let states = [
        ("bitacora.txt", "text/plain", UploadState::Sending { percent: 42 }),
        ("pasillo.jpg", "image/jpeg", UploadState::Arrived(photo)),
        ("plano.pdf", "application/pdf", UploadState::Failed { message: t.upload_broke().into(), again: true }),
        (
            "driver.exe",
            "application/octet-stream",
            UploadState::Failed { message: t.file_is_a_program().into(), again: false },
        ),
    ];
    let uploads: Rc<[Upload]> = states
        .into_iter()
        .zip(1_u128..)
        .map(|((name, content_type, state), number)| Upload {
            key: Uuid::from_u128(number),
            name: name.into(),
            bytes: 482_133,
            content_type: content_type.into(),
            picture: None,
            state,
        })
        .collect();
    html! {
        <div class="stack g-3">
            <FieldGroup label={t.files()} optional=true>
                <FileDrop on_files={Callback::noop()} hint={t.files_hint("25 MB")} />
            </FieldGroup>
            <FileList {uploads} on_remove={Callback::noop()} on_retry={Callback::noop()} />
            <FileLink name="acta.pdf" bytes={1_204_224} content_type="application/pdf" on_open={Callback::noop()} />
        </div>
    }
}

#[component]
fn Composers() -> Html {
    let t = use_messages();
    let text = use_state(AttrValue::default);
    let on_input = {
        let text = text.setter();
        Callback::from(move |typed: String| text.set(typed.into()))
    };
    let audience = use_state(|| Audience::Internal);
    let on_audience = {
        let audience = audience.setter();
        Callback::from(move |chosen| audience.set(chosen))
    };
    let send = Callback::noop();
    html! {
        <div class="stack g-4">
            <Composer value={&*text} on_input={on_input.clone()} on_send={send.clone()} placeholder={t.write_reply()} />
            <Composer
                value={t.sample_writing()} on_input={Callback::noop()} on_send={send.clone()} audience={*audience}
                {on_audience} on_files={Callback::noop()}
            />
            <Composer value={t.sample_writing()} on_input={Callback::noop()} on_send={send} busy=true />
        </div>
    }
}
