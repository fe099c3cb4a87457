import Web

/// The same numbers as the charts, as tables of the page and as files.
struct StatisticsTables: Sendable {
    let record: StatisticsRecord
    let words: PageWords

    /// `2026-12` in words.
    private func month(_ text: String) -> String {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return text }
        return words(
            "calendar.month", ["month": words("date.month.\(parts[1])"), "year": String(parts[0])])
    }

    private func status(_ name: String) -> String { words.find("workflow.statuses.case.\(name)") ?? name }

    var cases: DataTable {
        let columns = record.casesByStatus
        return DataTable(
            caption: words("statistics.cases.title"),
            columns: [.init(words("statistics.month"))]
                + columns.map { .init(status($0.status), isNumber: true) },
            rows: record.months.enumerated().reversed().map { index, name in
                [.text(month(name))] + columns.map { .text(String($0.counts[index])) }
            })
    }

    var flags: DataTable {
        DataTable(
            caption: words("statistics.flags.title"),
            columns: [
                .init(words("statistics.indicator")), .init(words("statistics.colour")),
                .init(words("statistics.count"), isNumber: true),
            ],
            rows: record.flags.map {
                [.text(words.indicator($0.id)), .text(words("flag.\($0.colour)")), .text(String($0.count))]
            })
    }

    var clocks: DataTable {
        let (met, missed) = record.clocksByMonth
        return DataTable(
            caption: words("statistics.clocks.title"),
            columns: [
                .init(words("statistics.month")), .init(words("statistics.met"), isNumber: true),
                .init(words("statistics.missed"), isNumber: true),
            ],
            rows: record.months.indices.reversed().map { index in
                [
                    .text(month(record.months[index])), .text(String(met[index])),
                    .text(String(missed[index])),
                ]
            })
    }

    /// The file of that name; nil for any other name. Codes stand beside words, so that programs can read it too.
    func file(_ name: String) -> CSVTable? {
        switch name {
        case "cases.csv":
            CSVTable(
                name: "cases", header: header("month", "status_code", "status", "count"),
                rows: record.cases.map { [$0.month, $0.status, status($0.status), String($0.count)] })
        case "flags.csv":
            CSVTable(
                name: "flags", header: header("indicator_code", "indicator", "colour", "count"),
                rows: record.flags.map {
                    [$0.id, words.indicator($0.id), words("flag.\($0.colour)"), String($0.count)]
                })
        case "clocks.csv":
            CSVTable(
                name: "clocks", header: header("month", "met", "missed"),
                rows: record.months.enumerated().map { index, month in
                    [
                        month, String(record.clocksByMonth.met[index]),
                        String(record.clocksByMonth.missed[index]),
                    ]
                })
        default: nil
        }
    }

    private func header(_ names: String...) -> [String] { names.map { words("statistics.\($0)") } }
}
