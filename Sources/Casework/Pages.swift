import Web

extension Casework {
    /// Registers every feature's pages.
    func addPages(to routes: Routes) {
        let pages = PageDesk(frame: frame, desk: desk)
        addReportPages(pages, to: routes)
    }
}
