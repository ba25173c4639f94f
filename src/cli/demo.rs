use std::path::PathBuf;

use footpath_domain::{Actor, account, directory, seal::random_token, search_index, starter};
use footpath_entity::role::Role;

use super::{Failure, serve::Ready};
use crate::settings::Settings;

const ADMIN: &str = "admin@example.org";
const CLINICS: usize = 200;

#[derive(clap::Args)]
pub struct Args {
    /// Keep the site in this folder; without it the site is gone when you stop
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// Serves a site of its own: SQLite, the embedded search engine, mail to files.
pub async fn run(mut settings: Settings, args: Args) -> Result<(), Failure> {
    let throw_away = if args.data_dir.is_none() {
        Some(tempfile::tempdir()?)
    } else {
        None
    };
    settings.data_dir = match (&throw_away, args.data_dir) {
        (Some(dir), _) => dir.path().to_owned(),
        (None, dir) => dir.unwrap_or_default(),
    };
    settings.database_url = None;
    settings.secret_key = None;
    settings.smtp_url = None;
    settings.meili = None;

    let mail = settings.data_dir.join("mail");
    let ready = Ready::prepare(settings).await?;
    starter::seed(&ready.ctx).await?;
    directory::sample(&ready.ctx, CLINICS).await?;
    let password = random_token::<16>();
    account::ensure_user(
        &ready.ctx,
        &Actor::System("demo"),
        ADMIN,
        "Demo admin",
        Role::Admin,
        &password,
    )
    .await?;
    // Whoever asks right after the first line is out finds everything.
    search_index::drain(&ready.ctx).await?;

    let greeting = format!(
        "\n  Email     {ADMIN}\n  Password  {password}\n  Console   {}\n  Mail      {}\n\n\
         The clinics, podiatrists and offers are samples. Stop with Ctrl-C{}.\n",
        ready.ctx.config.link("/admin"),
        mail.display(),
        if throw_away.is_some() {
            "; the site is gone then"
        } else {
            ""
        },
    );
    ready.serve(true, &greeting).await
}
