/// TED_EXPORT notices as text, with the parts that a test wants in their places; all invented.
enum NoticeText {
    struct Lot {
        let number: String
        let tenders: Int?
        let supplier: String
        let amount: String
        let currency: String

        init(
            _ number: String, tenders: Int? = nil, supplier: String = "Impresa Esempio Srl",
            amount: String = "1000.50", currency: String = "EUR"
        ) {
            (self.number, self.tenders, self.supplier) = (number, tenders, supplier)
            (self.amount, self.currency) = (amount, currency)
        }
    }

    /// A call for tenders with these lots; a lot named "" has no number.
    static func call(_ number: String, lots: [String] = [""], title: String = "Ponte") -> String {
        document(
            number, form: "F02", title: title, lots: lots, published: "20220304", procedure: "", awards: "")
    }

    /// An award of these lots, after the call of that number.
    static func award(
        _ number: String, after call: String? = nil, lots: [Lot], described: [String]? = nil,
        title: String = "Ponte"
    ) -> String {
        let reference = call.map { "<NOTICE_NUMBER_OJ>\($0)</NOTICE_NUMBER_OJ>" } ?? ""
        return document(
            number, form: "F03", title: title, lots: described ?? lots.map(\.number), published: "20220601",
            procedure: reference, awards: lots.map(award).joined())
    }

    private static func award(_ lot: Lot) -> String {
        let tenders = lot.tenders.map { "<NB_TENDERS_RECEIVED>\($0)</NB_TENDERS_RECEIVED>" } ?? ""
        let number = lot.number.isEmpty ? "" : "<LOT_NO>\(lot.number)</LOT_NO>"
        return """
            <AWARD_CONTRACT ITEM="1">\(number)<AWARDED_CONTRACT>
            <DATE_CONCLUSION_CONTRACT>2022-05-20</DATE_CONCLUSION_CONTRACT><TENDERS>\(tenders)</TENDERS>
            <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>\(lot.supplier)</OFFICIALNAME>
            <COUNTRY VALUE="IT"/></ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
            <VALUES><VAL_TOTAL CURRENCY="\(lot.currency)">\(lot.amount)</VAL_TOTAL></VALUES>
            </AWARDED_CONTRACT></AWARD_CONTRACT>
            """
    }

    private static func document(
        _ number: String, form: String, title: String, lots: [String], published: String, procedure: String,
        awards: String
    ) -> String {
        let described = lots.map { lot in
            let number = lot.isEmpty ? "" : "<LOT_NO>\(lot)</LOT_NO>"
            return """
                <OBJECT_DESCR ITEM="1"><TITLE><P>\(title) \(lot)</P></TITLE>\(number)
                <SHORT_DESCR><P>Un ponte</P></SHORT_DESCR></OBJECT_DESCR>
                """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" \
            VERSION="R2.0.9.S04.E01" DOC_ID="\(number)">
            <CODED_DATA_SECTION><REF_OJS><DATE_PUB>\(published)</DATE_PUB></REF_OJS>
            <NOTICE_DATA><ISO_COUNTRY VALUE="IT"/></NOTICE_DATA></CODED_DATA_SECTION>
            <FORM_SECTION><\(form)_2014 CATEGORY="ORIGINAL" FORM="\(form)" LG="IT">
            <LEGAL_BASIS VALUE="32014L0024"/>
            <CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Comune di Esempio</OFFICIALNAME>
            <NATIONALID>IT-1</NATIONALID><COUNTRY VALUE="IT"/></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>
            <OBJECT_CONTRACT><TITLE><P>\(title) (sample)</P></TITLE><CPV_MAIN><CPV_CODE CODE="45221111"/></CPV_MAIN>
            \(described.joined())</OBJECT_CONTRACT>
            <PROCEDURE><PT_OPEN/>\(procedure)</PROCEDURE>\(awards)
            </\(form)_2014></FORM_SECTION></TED_EXPORT>
            """
    }
}
