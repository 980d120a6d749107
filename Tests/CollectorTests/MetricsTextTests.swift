import Engagement
import NIOCore
import Testing

@testable import Collector

@Suite("The text format of metrics")
struct MetricsTextTests {
    @Test("A family has one HELP, one TYPE, and a line for each set of labels, whatever the labels hold")
    func family() {
        var text = MetricsText()
        text.add(
            "a_total", .counter, "Slashes \\ and\nlines.",
            samples: [([("name", "say \"hi\"\\\n")], "1"), ([("name", "Lũ quét"), ("b", "")], "2")])
        text.add("b", .gauge, "A number.", 0.25)
        #expect(
            text.text == """
                # HELP a_total Slashes \\\\ and\\nlines.
                # TYPE a_total counter
                a_total{name="say \\"hi\\"\\\\\\n"} 1
                a_total{name="Lũ quét",b=""} 2
                # HELP b A number.
                # TYPE b gauge
                b 0.25

                """)
    }

    @Test("A histogram counts each value in every bucket from its own on, a bound in the bucket below it")
    func histogram() {
        let histogram = Histogram(upTo: [1_000, 2_000])
        for milliseconds in [0, 1, 2, 3] as [Int64] { histogram.note(.milliseconds(milliseconds)) }
        histogram.note(.nanoseconds(1_000_001))
        var text = MetricsText()
        text.add("c_seconds", "Times.", histogram.reading)
        #expect(
            text.text == """
                # HELP c_seconds Times.
                # TYPE c_seconds histogram
                c_seconds_bucket{le="0.001"} 2
                c_seconds_bucket{le="0.002"} 4
                c_seconds_bucket{le="+Inf"} 5
                c_seconds_sum 0.007000001
                c_seconds_count 5

                """)
    }

    @Test("Every kind and reason has a number of its own, and a code that is none is left out")
    func tally() {
        let tally = EventTally()
        for kind in EventKind.allCases {
            tally.note(kind, code: 0)
            for reason in RefusalReason.allCases { tally.note(kind, code: reason.rawValue, kind.rawValue) }
            tally.note(kind, code: -1)
            tally.note(kind, code: 1_000)
        }
        let rows = tally.rows
        #expect(rows.count == EventKind.allCases.count * (RefusalReason.allCases.count + 1))
        #expect(rows.allSatisfy { $0.requests == ($0.reason == "counted" ? 1 : $0.kind.rawValue) })
    }

    @Test("Every status is counted as itself")
    func statuses() {
        let tally = StatusTally()
        for (place, status) in Status.allCases.enumerated() { for _ in 0...place { tally.note(status) } }
        #expect(tally.rows.map(\.answers) == Array(1...Status.allCases.count))
    }
}
