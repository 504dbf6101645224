//! The icon of a category.

use shared::category::Category;

use crate::components::icon::Glyph;

impl From<Category> for Glyph {
    fn from(category: Category) -> Self {
        match category {
            Category::Website => Self::Web,
            Category::Hardware => Self::Wrench,
            Category::Connectivity => Self::Wifi,
            Category::Software => Self::App,
            Category::ComputerLab => Self::Monitor,
            Category::Platforms => Self::Grid,
        }
    }
}
