import Web

extension Casework {
    /// Pages of reports, evidence and reviews, and of referrals for sender and authority.
    func addReportPages(_ pages: PageDesk, to routes: Routes) {
        ReportPages(
            pages: pages, forms: forms,
            readerPage: { [forms] in try ReaderPage(pages: pages, forms: forms).show($0, $1) }
        ).add(to: routes)
        EvidencePages(pages: pages, upload: upload, reading: reading).add(to: routes)
        ReviewPages(pages: pages, forms: forms).add(to: routes)
        ReferralPages(pages: pages, sealing: sealing, reading: reading).add(to: routes)
    }
}
