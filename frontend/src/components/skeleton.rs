//! The final layout, before its content is there.

use yew::{Html, Properties, component, html};

use crate::i18n::use_messages;

/// Properties of [`Loading`].
#[derive(Properties, PartialEq)]
pub struct LoadingProps {
    /// The bones.
    pub children: Html,
}

/// A region that is loading; shows its bones after a moment, so that fast answers don't flicker.
#[component]
pub fn Loading(props: &LoadingProps) -> Html {
    let t = use_messages();
    html! {
        <div class="stack g-4 late" role="status" aria-busy="true" aria-label={t.loading()}>{ props.children.clone() }</div>
    }
}

/// Properties of [`SkeletonRows`].
#[derive(Properties, PartialEq)]
pub struct SkeletonRowsProps {
    /// How many.
    #[prop_or(3)]
    pub rows: usize,
}

/// Rows of a list: two lines and something at the end.
#[component]
pub fn SkeletonRows(props: &SkeletonRowsProps) -> Html {
    const WIDTHS: [&str; 3] = ["skel skel-line iw-80", "skel skel-line iw-60", "skel skel-line iw-40"];
    html! {
        <Loading>
            <div class="card divided" aria-hidden="true">
                { for (0..props.rows).map(|row| html! {
                    <div class="req" key={row}>
                        <span class="grow stack g-2">
                            <span class={*WIDTHS.get(row % WIDTHS.len()).unwrap_or(&"skel")} />
                            <span class="skel skel-line iw-40" />
                        </span>
                        <span class="skel skel-line iw-20" />
                    </div>
                }) }
            </div>
        </Loading>
    }
}

/// A page: heading, a box, a few lines.
#[component]
pub fn SkeletonPage() -> Html {
    html! {
        <Loading>
            <span class="skel skel-title iw-60" />
            <span class="skel skel-line iw-40" />
            <span class="skel skel-box" />
            <span class="skel skel-line iw-80" />
            <span class="skel skel-line iw-60" />
            <span class="skel skel-line iw-80" />
        </Loading>
    }
}
