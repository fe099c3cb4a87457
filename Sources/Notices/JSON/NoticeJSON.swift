extension Organisation: JSONWritable {
    /// `{"name", "identifier", "country"}`, and where the notice says it `"natural_person"`, all `"identifiers"`
    /// when there are several or one has a scheme, `"size"` and `"owner_nationalities"`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("identifier", identifier)
            json.field("country", country)
            if let isNaturalPerson { json.field("natural_person", isNaturalPerson) }
            if identifiers.count > 1 || identifiers.first?.scheme != nil {
                json.field("identifiers", identifiers)
            }
            if let size { json.field("size", size) }
            if !ownerNationalities.isEmpty { json.field("owner_nationalities", ownerNationalities) }
        }
    }
}

extension Award: JSONWritable {
    /// `{"lot_key", "block", "awarded", "tenders", "suppliers", "amount", "currency", "concluded_on"}`
    /// and, where stated, `"submissions"` and `"contracts"`; awarded is null when unknown, tenders null unless the
    /// block states one count.
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
            if !submissions.isEmpty { json.field("submissions", submissions) }
            if !contracts.isEmpty { json.field("contracts", contracts) }
        }
    }
}
