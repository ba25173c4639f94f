//! Asks a server over connections that stay open, as fast as it answers, with as little work of
//! its own as may be.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Taken {
    /// Answers a second.
    pub rate: f64,
    pub median_ms: f64,
    pub p99_ms: f64,
}

/// Asks for these paths in turn over so many connections.
pub async fn run(base: &str, paths: &[String], connections: usize, long: Duration) -> Taken {
    let host = base.trim_start_matches("http://").to_owned();
    let asked: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes())
        .collect();
    // Once through, so that nobody is measured while things are remembered.
    ask(
        &host,
        &asked,
        0,
        Instant::now() + Duration::from_millis(500),
    )
    .await;
    let began = Instant::now();
    let all = (0..connections).map(|n| ask(&host, &asked, n, began + long));
    let mut times: Vec<Duration> = futures::future::join_all(all).await.concat();
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let ms = |at: usize| times[at].as_secs_f64() * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
    let rate = times.len() as f64 / seconds;
    Taken {
        rate,
        median_ms: ms(times.len() / 2),
        p99_ms: ms(times.len() * 99 / 100),
    }
}

async fn ask(host: &str, asked: &[Vec<u8>], first: usize, until: Instant) -> Vec<Duration> {
    let mut call = TcpStream::connect(host).await.unwrap();
    call.set_nodelay(true).unwrap();
    let mut times = Vec::new();
    let mut buffer = vec![0; 256 * 1024];
    let mut n = first;
    while Instant::now() < until {
        let began = Instant::now();
        call.write_all(&asked[n % asked.len()]).await.unwrap();
        answer(&mut call, &mut buffer).await;
        times.push(began.elapsed());
        n += 1;
    }
    times
}

/// Reads one answer to its end.
async fn answer(call: &mut TcpStream, buffer: &mut [u8]) {
    let mut have = 0;
    let mut whole = None;
    while whole.is_none_or(|whole| have < whole) {
        let n = call.read(&mut buffer[have..]).await.unwrap();
        assert!(n > 0, "the server hung up");
        have += n;
        if whole.is_none()
            && let Some(head) = buffer[..have]
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
        {
            let text = std::str::from_utf8(&buffer[..head]).unwrap();
            assert!(text.starts_with("HTTP/1.1 200"), "{text}");
            let length = text
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length:")
                        .map(str::to_owned)
                })
                .unwrap();
            whole = Some(head + 4 + length.trim().parse::<usize>().unwrap());
        }
    }
}
