import Notices

/// A lot as the documents give it, with the facts that a notice states once filled in for its only lot.
struct LotDocument: JSONWritable {
    let lot: Lot
    let title: String
    let cpv: String?
    let estimate: Money?
    let deadlineOn: CalendarDay?

    /// A notice that speaks of a contract has at least one lot, named like the notice.
    static func all(of notice: Notice) -> [LotDocument] {
        guard notice.speaksOfContracts else { return [] }
        let lots = notice.lots.isEmpty ? [Lot()] : notice.lots
        return lots.map { lot in
            LotDocument(
                lot: lot, title: lot.title.isEmpty ? notice.title : lot.title, cpv: lot.cpv ?? notice.cpv,
                estimate: lot.estimate ?? (lots.count == 1 ? notice.estimate : nil),
                deadlineOn: notice.deadline(for: lot))
        }
    }

    /// `{"key", "title", "description", "cpv", "nuts", "estimated_amount", "estimated_currency",
    /// "deadline_on"}`; several NUTS codes stand in one text, a blank between.
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("key", lot.key ?? "")
            json.field("title", title)
            json.field("description", lot.details)
            json.field("cpv", cpv)
            json.field("nuts", lot.nuts.isEmpty ? nil : lot.nuts.joined(separator: " "))
            json.field("estimated_amount", estimate?.amount)
            json.field("estimated_currency", estimate?.currency)
            json.field("deadline_on", deadlineOn)
        }
    }
}
