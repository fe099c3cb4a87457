extension Organisation: JSONWritable {
    /// `{"name", "identifier", "country"}`, and `"natural_person"` where the notice says it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("identifier", identifier)
            json.field("country", country)
            if let isNaturalPerson { json.field("natural_person", isNaturalPerson) }
        }
    }
}

extension Award: JSONWritable {
    /// `{"lot_key", "block", "awarded", "tenders", "suppliers", "amount", "currency", "concluded_on"}`;
    /// awarded is null when unknown, tenders null unless the block states one count.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("lot_key", lotKey ?? "")
            json.field("block", block)
            json.field("awarded", outcome == .unknown ? nil : outcome == .awarded)
            json.field("tenders", tenderCounts.count == 1 ? tenderCounts.first : nil)
            json.field("suppliers", suppliers)
            json.field("amount", value?.amount)
            json.field("currency", value?.currency)
            json.field("concluded_on", concludedOn)
        }
    }
}
