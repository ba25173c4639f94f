use std::io::Read;

use footpath_domain::{Actor, account};
use footpath_entity::{role::Role, value::Email};

use super::{Failure, open};
use crate::settings::Settings;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make an account
    Create {
        #[arg(long)]
        email: Email,
        /// admin, editor, author, reviewer, coordinator or viewer
        #[arg(long)]
        role: Role,
        /// As the console shows it; the address when left out
        #[arg(long)]
        name: Option<String>,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// List the accounts
    List,
    /// Set a new password and end every session
    ResetPassword {
        #[arg(long)]
        email: Email,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Shut an account and end every session
    Disable {
        #[arg(long)]
        email: Email,
    },
}

pub async fn run(settings: &Settings, command: Command) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    let actor = Actor::System("command line");
    match command {
        Command::Create {
            email,
            role,
            name,
            password_stdin: _,
        } => {
            let name = name.unwrap_or_else(|| email.to_string());
            account::create_user(&ctx, &actor, &email, &name, role, &password()?).await?;
            eprintln!("{email} may sign in as {}", role.as_str());
        }
        Command::List => {
            for user in account::list_users(&ctx, &actor).await? {
                let state = if user.disabled_at.is_some() {
                    "disabled"
                } else {
                    "active"
                };
                println!(
                    "{}\t{}\t{state}\t{}",
                    user.email,
                    user.role.as_str(),
                    user.name
                );
            }
        }
        Command::ResetPassword {
            email,
            password_stdin: _,
        } => {
            account::reset_password(&ctx, &actor, &email, &password()?).await?;
            eprintln!("{email} has a new password; every session has ended");
        }
        Command::Disable { email } => {
            account::disable_user(&ctx, &actor, &email).await?;
            eprintln!("{email} is disabled; every session has ended");
        }
    }
    ctx.store.close().await?;
    Ok(())
}

/// One line of standard input, without its line end.
fn password() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().take(64 * 1024).read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
