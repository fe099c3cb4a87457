extension Correction: JSONWritable {
    /// `{"corrected", "reason", "reason_text", "cancels", "addition", "deadlines": [{"lot_key", "deadline_on"}],
    /// "changes"}`; references in every writing that the corrected notice may have, dates of the whole notice
    /// under a null lot.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("corrected", corrected.flatMap(NoticeNumber.writings))
            json.field("reason", reason)
            json.field("reason_text", reasonText)
            json.field("cancels", isCancellation)
            json.field("addition", addition)
            json.field("deadlines") { json in
                let keys: [String?] = [nil] + changes.compactMap(\.lotKey).unique
                json.array(keys.filter { deadline(forLot: $0) != nil }) { json, key in
                    json.object { json in
                        json.field("lot_key", key)
                        json.field("deadline_on", deadline(forLot: key))
                    }
                }
            }
            json.field("changes", changes)
        }
    }
}

extension Correction.Change: JSONWritable {
    /// `{"section", "label", "lot_key", "old", "new", "details"}`
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("section", section)
            json.field("label", label)
            json.field("lot_key", lotKey)
            json.field("old", old)
            json.field("new", new)
            json.field("details", details)
        }
    }
}

extension Correction.Value: JSONWritable {
    /// `{"day", "time", "text", "codes"}`
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("day", day)
            json.field("time", time)
            json.field("text", text)
            json.field("codes", codes)
        }
    }
}

extension Modification: JSONWritable {
    /// `{"lot_key", "contract_number", "changed_notice", "reasons", "reason_text", "summary", "sections",
    /// "value_before", "value_after", "currency", "suppliers", "concluded_on"}`; a value in another currency than
    /// that after the change is left out.
    public func write(to json: inout JSONWriter) {
        let currency = valueAfter?.currency ?? valueBefore?.currency
        json.object { json in
            json.field("lot_key", lotKey)
            json.field("contract_number", contractNumber)
            json.field("changed_notice", changedNotice)
            json.field("reasons", reasons)
            json.field("reason_text", reasonText)
            json.field("summary", summary)
            json.field("sections", sections)
            json.field("value_before", valueBefore?.currency == currency ? valueBefore?.amount : nil)
            json.field("value_after", valueAfter?.amount)
            json.field("currency", currency)
            json.field("suppliers", suppliers)
            json.field("concluded_on", concludedOn)
        }
    }
}

extension SubmissionCount: JSONWritable {
    /// `{"code", "count"}`
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code)
            json.field("count", count)
        }
    }
}

extension ContractFacts: JSONWritable {
    /// `{"number", "title", "concluded_on", "decided_on"}`
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", number)
            json.field("title", title)
            json.field("concluded_on", concludedOn)
            json.field("decided_on", decidedOn)
        }
    }
}

extension Organisation.Identifier: JSONWritable {
    /// `{"scheme", "value"}`
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("scheme", scheme)
            json.field("value", value)
        }
    }
}

extension NoticeStage: JSONWritable {}
