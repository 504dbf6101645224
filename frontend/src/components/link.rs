//! A link to a page of the app, with its query; it knows when it leads to where we are.

use web_sys::MouseEvent;
use yew::{AttrValue, Callback, Classes, Html, Properties, component, html, use_callback};

use crate::route::Route;
use crate::router::{Navigator, use_location, use_navigator};

/// Properties of [`Link`].
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// The page.
    pub to: Route,
    /// Its query, without `?`.
    #[prop_or_default]
    pub query: AttrValue,
    /// Classes.
    #[prop_or_default]
    pub class: Classes,
    /// It leads to where we are.
    #[prop_or_default]
    pub current: bool,
    /// Its name, when the content does not say it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// What else following it does.
    #[prop_or_default]
    pub on_follow: Callback<()>,
    /// Its id, to give it the focus.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// `-1` where only one link of a group is reached by Tab.
    #[prop_or_default]
    pub tabindex: Option<AttrValue>,
    /// The content.
    pub children: Html,
}

/// A real link: it opens in a new tab as any other, and otherwise changes the page without loading it. It does not look where
/// we are: of those there may be a thousand on a page.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let navigator = use_navigator();
    let href = address(&props.to, &props.query);
    let onclick = use_callback(
        (props.to.clone(), props.query.clone(), navigator, props.on_follow.clone()),
        |event: MouseEvent, (to, query, navigator, on_follow)| {
            let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
            if elsewhere || event.default_prevented() {
                return;
            }
            if let Some(navigator) = navigator {
                event.prevent_default();
                go(navigator, to, query);
                on_follow.emit(());
            }
        },
    );
    html! {
        <a
            {href}
            id={props.id.clone()}
            tabindex={props.tabindex.clone()}
            class={props.class.clone()}
            aria-current={props.current.then_some("page")}
            aria-label={props.label.clone()}
            {onclick}
        >
            { props.children.clone() }
        </a>
    }
}

/// Properties of [`NavLink`].
#[derive(Properties, PartialEq)]
pub struct NavLinkProps {
    /// The page.
    pub to: Route,
    /// Its query, without `?`. The link is current only with that query.
    #[prop_or_default]
    pub query: AttrValue,
    /// A page with views: the link is current whatever the query of the address.
    #[prop_or_default]
    pub section: bool,
    /// The content.
    pub children: Html,
}

/// A link that marks itself while it leads to where we are.
#[component]
pub fn NavLink(props: &NavLinkProps) -> Html {
    let current = use_location().is_some_and(|here| {
        here.path() == props.to.to_path()
            && (props.section || here.query_str().trim_start_matches('?') == props.query.as_str())
    });
    html! {
        <Link to={props.to.clone()} query={props.query.clone()} {current}>{ props.children.clone() }</Link>
    }
}

/// The address of a page with a query.
pub fn address(to: &Route, query: &str) -> String {
    if query.is_empty() { to.to_path() } else { format!("{}?{query}", to.to_path()) }
}

/// Goes to a page with a query, which is kept as it is.
pub fn go(navigator: &Navigator, to: &Route, query: &str) {
    navigator.push(&address(to, &Pairs::read(query).to_query()));
}

/// Goes to a page in the place of this one: no new entry in the history. Also for a changed filter.
pub fn replace_with(navigator: &Navigator, to: &Route, query: &str) {
    navigator.replace(&address(to, &Pairs::read(query).to_query()));
}

/// A query as its pairs, decoded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// Reads a query, with or without `?`.
    pub fn read(query: &str) -> Self {
        let Ok(params) = web_sys::UrlSearchParams::new_with_str(query) else { return Self::default() };
        let mut pairs = Vec::new();
        for entry in js_sys::try_iter(&params).ok().flatten().into_iter().flatten().flatten() {
            let pair = js_sys::Array::from(&entry);
            if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
                pairs.push((name, value));
            }
        }
        Self(pairs)
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The comma-separated words of a name.
    pub fn words<T: std::str::FromStr>(&self, name: &str) -> Vec<T> {
        self.get(name).map(|text| text.split(',').filter_map(|word| word.parse().ok()).collect()).unwrap_or_default()
    }

    /// What of it makes no sense, by a test of each name and word.
    pub fn without_sense(&self, makes_sense: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let words = self.0.iter().flat_map(|(name, value)| value.split(',').map(move |word| (name.as_str(), word)));
        words
            .filter(|(name, word)| !word.is_empty() && !makes_sense(name, word))
            .map(|(name, word)| format!("{name}={word}"))
            .collect()
    }

    /// The same with a name set, or taken out.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(key, _)| key != name).cloned().collect();
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// As text, encoded, without `?`.
    pub fn to_query(&self) -> String {
        let Ok(params) = web_sys::UrlSearchParams::new() else { return String::new() };
        for (name, value) in &self.0 {
            params.append(name, value);
        }
        params.to_string().into()
    }
}
