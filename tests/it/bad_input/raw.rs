use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::support::Site;

/// What comes back for these bytes, as far as it comes within a moment.
async fn answer(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The site may hang up before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut back = Vec::new();
    let mut piece = [0; 4096];
    let moment = Duration::from_millis(700);
    while let Ok(Ok(n)) = timeout(moment, stream.read(&mut piece)).await {
        if n == 0 {
            break;
        }
        back.extend_from_slice(&piece[..n]);
    }
    String::from_utf8_lossy(&back).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_http_breaks_nothing() {
    let app = Site::new().starter().spawn().await;
    let address = app.base.strip_prefix("http://").unwrap().to_owned();
    let long = "a".repeat(300_000);
    let many: Vec<String> = (0..500).map(|n| format!("x-{n}: 1\r\n")).collect();
    let many = many.concat();
    let json = "POST /api/v1/assessments HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    let requests: Vec<Vec<u8>> = vec![
        b"\r\n\r\n".to_vec(),
        b"\0\0\0\0\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET /\r\n\r\n".to_vec(),
        b"GET / HTTP/0.9\r\n\r\n".to_vec(),
        b"GET / HTTP/1.0\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\nhost: x\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost:\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: \xff\xfe\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: x:99999999\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: <script>alert(1)</script>\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: evil.example.org/%2F..\r\n\r\n".to_vec(),
        b"GET http://evil.example.org/ HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET //evil.example.org HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET * HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"CONNECT evil.example.org:443 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /api/v1/podiatrists?near=\xff HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /api/v1/places?q=\xf0\x9f\xa6\xb6 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /a b HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: x\r\na\0b: c\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nhost: x\r\na: b\0c\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\nhost: x\n\n".to_vec(),
        format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n").into(),
        format!("GET / HTTP/1.1\r\nhost: x\r\na: {long}\r\n\r\n").into(),
        format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").into(),
        format!("{json}content-length: -1\r\n\r\n{{}}").into(),
        format!("{json}content-length: 99999999999999999999999\r\n\r\n{{}}").into(),
        format!("{json}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}").into(),
        format!("{json}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{{}}").into(),
        format!("{json}transfer-encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n").into(),
        format!("{json}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n").into(),
        format!("{json}transfer-encoding: gzip\r\n\r\n{{}}").into(),
        format!("{json}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{{}}").into(),
        format!("{json}expect: 100-continue\r\ncontent-length: 2\r\n\r\n").into(),
        format!("{json}expect: miracles\r\ncontent-length: 2\r\n\r\n{{}}").into(),
        format!("{json}upgrade: websocket\r\nconnection: upgrade\r\n\r\n").into(),
        format!("{json}content-length: 100\r\n\r\n{{").into(),
    ];
    let shown = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.chars().take(100).collect::<String>()
    };
    let answers = requests.iter().map(|bytes| answer(&address, bytes));
    let answers = futures::future::join_all(answers).await;
    for (bytes, back) in requests.iter().zip(answers) {
        // A connection that is closed without a word is an answer to what is no request.
        for line in back.lines().filter(|line| line.starts_with("HTTP/1.")) {
            let status: u16 = line[9..12].parse().unwrap();
            assert!(status < 500, "{:?}: {line}", shown(bytes));
        }
        assert!(!back.contains("<script>alert"), "{:?}", shown(bytes));
        let led_astray = |line: &str| {
            line.to_lowercase().starts_with("location:") && line.contains("evil.example.org")
        };
        assert!(!back.lines().any(led_astray), "{:?}", shown(bytes));
    }
    app.get("/health/live").await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_host_header_says_is_in_no_address() {
    let app = Site::new().starter().spawn().await;
    let address = app.base.strip_prefix("http://").unwrap().to_owned();
    for path in [
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/feeds/articles.atom",
        "/api/v1/articles",
    ] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: evil.example.org\r\nx-forwarded-host: evil.example.org\r\nconnection: close\r\n\r\n"
        );
        let back = answer(&address, request.as_bytes()).await;
        assert!(back.starts_with("HTTP/1.1 200"), "{path}: {back:.200}");
        assert!(!back.contains("evil.example.org"), "{path}");
    }
}
