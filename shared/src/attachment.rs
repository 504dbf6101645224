//! Files that people attach.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// The file; give it as an element of `attachment_ids`.
    pub id: Uuid,
    /// The name it was uploaded under, without any path.
    pub file_name: String,
    /// Its media type, found by its first bytes and never taken from the sender.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was uploaded.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
}

impl Attachment {
    /// Whether a browser may show it as a picture.
    pub fn is_image(&self) -> bool {
        matches!(self.media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp")
    }
}

/// An address of a file that works without a credential, for a short time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentLink {
    /// Relative address of the file.
    pub url: String,
    /// Until when it works: 60 seconds.
    #[serde(deserialize_with = "crate::instant::read")]
    pub expires_at: DateTime<Utc>,
}
