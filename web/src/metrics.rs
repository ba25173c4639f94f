//! What is counted of requests, in the form that Prometheus reads. Routes are named by their
//! patterns, so that neither a secret nor a stranger's fancy becomes a label.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
};

/// The content type of `Metrics::text`.
pub const CONTENT_TYPE: &str = prometheus::TEXT_FORMAT;
/// Seconds.
const BUCKETS: [f64; 11] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0,
];

/// The counters of one instance; clones count together.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    jobs: IntGaugeVec,
    reachable: IntGaugeVec,
}

impl Metrics {
    pub fn new() -> prometheus::Result<Self> {
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(
                Opts::new("footpath_http_requests_total", "Requests answered"),
                &["method", "route", "status"],
            )?,
            seconds: HistogramVec::new(
                HistogramOpts::new("footpath_http_request_seconds", "Time to the answer's head")
                    .buckets(BUCKETS.into()),
                &["method", "route"],
            )?,
            jobs: IntGaugeVec::new(
                Opts::new("footpath_jobs", "Jobs that are not done"),
                &["kind", "status"],
            )?,
            reachable: IntGaugeVec::new(
                Opts::new("footpath_reachable", "1 when the part answers"),
                &["part"],
            )?,
        };
        metrics
            .registry
            .register(Box::new(metrics.requests.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.seconds.clone()))?;
        metrics.registry.register(Box::new(metrics.jobs.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.reachable.clone()))?;
        Ok(metrics)
    }

    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let method = known(method);
        self.requests
            .with_label_values(&[method, route, status.as_str()])
            .inc();
        self.seconds
            .with_label_values(&[method, route])
            .observe(took.as_secs_f64());
    }

    /// Forgets the jobs that were told before.
    pub fn clear_jobs(&self) {
        self.jobs.reset();
    }

    pub fn jobs(&self, kind: &str, status: &str, jobs: i64) {
        self.jobs.with_label_values(&[kind, status]).set(jobs);
    }

    pub fn reachable(&self, part: &str, answers: bool) {
        self.reachable
            .with_label_values(&[part])
            .set(i64::from(answers));
    }

    pub fn text(&self) -> prometheus::Result<Vec<u8>> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_pattern_and_method_within_bounds() {
        let metrics = Metrics::new().unwrap();
        let made_up = Method::from_bytes(b"BREW").unwrap();
        for method in [&Method::GET, &Method::GET, &made_up] {
            let took = Duration::from_millis(3);
            metrics.answered(method, "/p/{token}", StatusCode::OK, took);
        }
        metrics.jobs("send-email", "dead", 2);
        let text = String::from_utf8(metrics.text().unwrap()).unwrap();
        for line in [
            r#"footpath_http_requests_total{method="GET",route="/p/{token}",status="200"} 2"#,
            r#"footpath_http_requests_total{method="other",route="/p/{token}",status="200"} 1"#,
            r#"footpath_jobs{kind="send-email",status="dead"} 2"#,
        ] {
            assert!(text.contains(line), "{text}");
        }
        metrics.clear_jobs();
        let text = String::from_utf8(metrics.text().unwrap()).unwrap();
        assert!(!text.contains("dead"), "{text}");
    }
}
