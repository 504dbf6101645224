//! The privacy notice as an admin writes it, in both languages, and as it will be read.

use shared::institution::Settings;
use shared::limits::PRIVACY_NOTICE_MAX;
use yew::{AttrValue, Html, html};

use crate::api::error::ApiError;
use crate::components::card::Card;
use crate::components::field::{Field, text_fault};
use crate::components::markdown::Markdown;
use crate::components::text_area::TextArea;
use crate::hooks::use_editing::Editing;
use crate::i18n::{Lang, Messages, own_name};

/// What can't be taken of each text: Spanish, English.
pub fn notice_faults(t: Messages, form: &Settings) -> [Option<AttrValue>; 2] {
    let notice = &form.privacy_notice;
    [&notice.es, &notice.en].map(|text| text_fault(t, text, PRIVACY_NOTICE_MAX, false))
}

/// The card.
pub fn notice(
    t: Messages,
    editing: &Editing<Settings>,
    [es, en]: &[Option<AttrValue>; 2],
    error: Option<&ApiError>,
) -> Html {
    let form = &editing.form;
    let at =
        |pointer: &str, fault: &Option<AttrValue>| fault.clone().or_else(|| error.and_then(|error| error.at(pointer)));
    html! {
        <Card title={t.privacy_notice()}>
            <p class="small soft">{ t.privacy_notice_about() }</p>
            <Field label={own_name(Lang::Es)} optional=true error={at("/privacy_notice/es", es)}>
                <TextArea
                    value={AttrValue::from(form.privacy_notice.es.clone())}
                    on_input={editing.setter(|form: &mut Settings, text| form.privacy_notice.es = text)}
                />
            </Field>
            { preview(t, Lang::Es, &form.privacy_notice.es) }
            <Field label={own_name(Lang::En)} optional=true error={at("/privacy_notice/en", en)}>
                <TextArea
                    value={AttrValue::from(form.privacy_notice.en.clone())}
                    on_input={editing.setter(|form: &mut Settings, text| form.privacy_notice.en = text)}
                />
            </Field>
            { preview(t, Lang::En, &form.privacy_notice.en) }
        </Card>
    }
}

fn preview(t: Messages, lang: Lang, text: &str) -> Html {
    if text.trim().is_empty() {
        return Html::default();
    }
    html! {
        <details class="small">
            <summary>{ t.preview() }{ " · " }{ own_name(lang) }</summary>
            <div class="pad-3" lang={lang.tag()}><Markdown text={AttrValue::from(text.to_owned())} /></div>
        </details>
    }
}
