import Notices
import Testing

@Suite struct EFormsFieldTests {
    static let result = "/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"

    @Test(arguments: [
        ("/*/cbc:IssueDate", true), ("/*/cbc:IssueTime", false), ("/*/cbc:NoticeTypeCode/@listName", false),
        (result + "/efac:NoticeResult/efac:LotTender/cac:LegalMonetaryTotal/cbc:PayableAmount", true),
        (
            result + "/efac:NoticeResult/efac:LotTender/cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID",
            true
        ),
        (result + "/efac:NoticeResult/efac:LotTender", true),
        (
            "/*/cac:TenderingProcess/cac:ProcessJustification[cbc:A/@listName='x']/cbc:ProcessReason",
            true
        ),
        ("/*/cac:ProcurementProjectLot[cbc:ID/@schemeName='Lot']/cac:ProcurementProject/cbc:Note", false),
        ("/*/no:Such/no:Thing", false),
    ])
    func `a field is read when a rule takes what stands at its path`(xpath: String, isRead: Bool) {
        #expect(EFormsFields.isRead(xpath: xpath) == isRead)
    }
}
