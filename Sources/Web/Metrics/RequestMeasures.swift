import Synchronization

/// Counts and durations of requests by method and route, since the process began. A route is its template, so that
/// no id and nothing that a caller wrote becomes a label.
public final class RequestMeasures: Sendable {
    /// Upper bounds of the histogram, in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    fileprivate struct Place: Hashable {
        let method: String
        let route: String
    }

    fileprivate struct Series {
        var statuses: [Int: Int] = [:]
        var buckets = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    private struct State {
        var series: [Place: Series] = [:]
        var inProgress = 0
    }

    private let state = Mutex(State())

    /// Nothing was measured yet.
    public init() {}

    func begin() { state.withLock { $0.inProgress += 1 } }

    func end(method: String, route: String, status: Int, seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.inProgress -= 1
            state.series[Place(method: method, route: route), default: Series()].add(status, bucket, seconds)
        }
    }

    /// Writes what was measured.
    public func write(to text: inout PrometheusText) {
        let (series, inProgress) = state.withLock { ($0.series, $0.inProgress) }
        let sorted = series.sorted { ($0.key.route, $0.key.method) < ($1.key.route, $1.key.method) }
        text.add(
            "casebridge_http_requests_in_progress", .gauge, "Requests that have no answer yet.",
            Double(inProgress))
        text.add(
            "casebridge_http_requests_total", .counter, "Requests answered, by route and status.",
            sorted.flatMap { place, series in
                series.statuses.sorted { $0.key < $1.key }.map {
                    PrometheusText.Sample(Double($0.value), place.labels + [("status", String($0.key))])
                }
            })
        text.add(
            "casebridge_http_request_duration_seconds", .histogram,
            "Time from a request's head to the head of its answer.",
            sorted.flatMap { $0.value.samples($0.key.labels) })
    }
}

extension RequestMeasures.Place {
    fileprivate var labels: [(name: String, value: String)] { [("method", method), ("route", route)] }
}

extension RequestMeasures.Series {
    fileprivate mutating func add(_ status: Int, _ bucket: Int, _ seconds: Double) {
        statuses[status, default: 0] += 1
        buckets[bucket] += 1
        sum += seconds
    }

    // Each bucket counts what is at or below its bound, so the last one counts all.
    fileprivate func samples(_ labels: [(name: String, value: String)]) -> [PrometheusText.Sample] {
        var count = 0
        var samples: [PrometheusText.Sample] = []
        for (bound, number) in zip(RequestMeasures.bounds + [.infinity], buckets) {
            count += number
            let upper = [(name: "le", value: PrometheusText.number(bound))]
            samples.append(PrometheusText.Sample(Double(count), labels + upper, suffix: "_bucket"))
        }
        samples.append(PrometheusText.Sample(sum, labels, suffix: "_sum"))
        samples.append(PrometheusText.Sample(Double(count), labels, suffix: "_count"))
        return samples
    }
}
