//! The institution's logo: a small picture that an admin sets, kept in the database beside the settings that speak of it.

use std::fmt::Write;

use actix_web::web::Bytes;
use imagesize::ImageType;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use sha2::{Digest, Sha256};
use shared::{institution::Settings, limits, problem::FieldCode};

use super::settings::{self, kept};
use crate::{
    app::App,
    attachments,
    entity::logo::{Column, Entity, Model},
    error::{Error, Fault, Result},
    http::{etag::IfMatch, request::Caller},
};

/// A picture that may be a logo.
#[derive(Debug, Clone)]
pub struct Picture {
    media_type: &'static str,
    bytes: Bytes,
}

/// Reads a picture's kind and size from its first bytes: neither its name nor its sender's word counts. What it tells beside
/// what it shows is left out.
///
/// # Errors
/// `UnsupportedMedia` when it is no PNG, JPEG or WebP picture; `Validation` of `/width` and `/height` when it is too large.
pub fn picture(bytes: Bytes) -> Result<Picture> {
    let media_type = match imagesize::image_type(&bytes) {
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Webp) => "image/webp",
        _ => return Err(Error::UnsupportedMedia),
    };
    let size = imagesize::blob_size(&bytes).map_err(|_| Error::UnsupportedMedia)?;
    let fault = |pointer, pixels: usize| match u32::try_from(pixels) {
        Ok(0) => Some(Fault::new(pointer, FieldCode::TooSmall).bound(1)),
        Ok(1..=limits::LOGO_SIDE_MAX) => None,
        _ => Some(Fault::new(pointer, FieldCode::TooLarge).bound(limits::LOGO_SIDE_MAX)),
    };
    let faults: Vec<Fault> =
        [fault("/width", size.width), fault("/height", size.height)].into_iter().flatten().collect();
    if !faults.is_empty() {
        return Err(Error::Validation(faults));
    }
    Ok(Picture { media_type, bytes: attachments::silenced(bytes, media_type) })
}

/// Makes a picture the logo, in the place of the one before.
///
/// # Errors
/// `VersionRequired` and `Stale`, as the settings'.
pub async fn set(app: &App, caller: &Caller, seen: IfMatch, picture: &Picture) -> Result<Settings> {
    let digest = digest(&picture.bytes);
    app.db
        .write(async |tx| {
            let (mut kept, version) = kept(tx).await?;
            seen.check(version)?;
            kept.logo = Some(digest.clone());
            settings::write(tx, caller, &kept, version).await?;
            Entity::delete_many().filter(Column::Digest.ne(&digest)).exec(tx).await?;
            let row = crate::entity::logo::ActiveModel {
                digest: Set(digest.clone()),
                media_type: Set(picture.media_type.to_owned()),
                bytes: Set(picture.bytes.to_vec()),
                created_at: Set(caller.now),
            };
            Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
            Ok(settings::shown(kept, version + 1, &app.config))
        })
        .await
}

fn digest(bytes: &[u8]) -> String {
    let mut digest = String::with_capacity(32);
    for byte in Sha256::digest(bytes).iter().take(16) {
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

/// Takes the logo away. Where there is none nothing changes.
///
/// # Errors
/// As [`set`].
pub async fn remove(app: &App, caller: &Caller, seen: IfMatch) -> Result<Settings> {
    app.db
        .write(async |tx| {
            let (mut kept, version) = kept(tx).await?;
            seen.check(version)?;
            if kept.logo.take().is_none() {
                return Ok(settings::shown(kept, version, &app.config));
            }
            settings::write(tx, caller, &kept, version).await?;
            Entity::delete_many().exec(tx).await?;
            Ok(settings::shown(kept, version + 1, &app.config))
        })
        .await
}

/// The picture of an address.
///
/// # Errors
/// `NotFound` when it is not the logo's, or not any more.
pub async fn read(app: &App, digest: &str) -> Result<Model> {
    find(digest)?.one(app.db.reader()).await?.ok_or(Error::NotFound)
}

/// Makes sure that an address is the logo's, without reading the picture.
///
/// # Errors
/// As [`read`].
pub async fn check(app: &App, digest: &str) -> Result<()> {
    let found: Option<String> =
        find(digest)?.select_only().column(Column::Digest).into_tuple().one(app.db.reader()).await?;
    found.map(|_| ()).ok_or(Error::NotFound)
}

fn find(digest: &str) -> Result<Select<Entity>> {
    // What is no digest is not looked for: engines disagree on odd characters.
    if digest.len() != 32 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    Ok(Entity::find_by_id(digest))
}

#[cfg(test)]
mod tests {
    use shared::person::Role;

    use super::*;
    use crate::{backup, trial::Trial};

    fn png(width: u32, height: u32) -> Bytes {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sides, b"\x08\x02\0\0\0"].concat().into()
    }

    #[test]
    fn the_header_tells_the_kind_and_the_size() {
        assert_eq!(picture(png(300, 80)).unwrap().media_type, "image/png");
        for odd in [
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice(),
            b"<html>",
            b"GIF89a\x01\0\x01\0\x80\0\0",
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n",
            b"",
        ] {
            assert!(matches!(picture(Bytes::copy_from_slice(odd)), Err(Error::UnsupportedMedia)), "{odd:?}");
        }
    }

    #[test]
    fn a_side_has_its_limits() {
        assert!(picture(png(1_024, 1)).is_ok());
        for (width, height, pointer) in [(1_025, 10, "/width"), (10, u32::MAX, "/height"), (0, 10, "/width")] {
            let Err(Error::Validation(faults)) = picture(png(width, height)) else { panic!("{width} × {height}") };
            assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
        }
    }

    #[actix_web::test]
    async fn a_backup_has_it() {
        let trial = Trial::new().await;
        let eva = trial.person("eva", &[Role::Admin]).await;
        let caller = trial.caller(&eva).await;
        let bytes = [png(300, 80).as_ref(), b"a picture of a tower and a book"].concat();
        set(&trial.app, &caller, IfMatch(Some(1)), &picture(bytes.clone().into()).unwrap()).await.unwrap();
        let file = trial.app.config.data.join("backup.tar");
        backup::write(&trial.app, &file).await.unwrap();
        assert!(std::fs::read(file).unwrap().windows(bytes.len()).any(|part| part == bytes));
    }
}
