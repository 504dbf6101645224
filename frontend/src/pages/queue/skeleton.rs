//! The list before its rows are there.

use yew::{Html, component, html};

use crate::components::skeleton::Loading;

/// Rows of bones in the measure of the table.
#[component]
pub fn SkeletonTable() -> Html {
    const WIDTHS: [&str; 3] = ["skel skel-line iw-60", "skel skel-line iw-40", "skel skel-line iw-80"];
    html! {
        <Loading>
            <div class="divided" aria-hidden="true">
                { for (0..12).map(|row| html! {
                    <div class="un skel-row" key={row}>
                        <span class="skel skel-line skel-word" />
                        <span class="grow stack g-2">
                            <span class={*WIDTHS.get(row % WIDTHS.len()).unwrap_or(&"skel")} />
                            <span class="skel skel-line iw-40" />
                        </span>
                        <span class="skel skel-dot" />
                    </div>
                }) }
            </div>
        </Loading>
    }
}
