import Web

extension Casework {
    /// Registers every feature's pages.
    func addPages(to routes: Routes) {
        let pages = PageDesk(frame: frame, desk: desk)
        routes.ownHead.use { await pages.ownHead($0, $1) }
        StartPages(pages: pages).add(to: routes)
        SignInPages(pages: pages, door: door.keeper).add(to: routes)
        NewPasswordPages(pages: pages, links: door.links, hasMail: hasMail).add(to: routes)
        JoinPages(pages: pages, links: door.links).add(to: routes)
        ContractPages(pages: pages).add(to: routes)
        PartyPages(pages: pages).add(to: routes)
        CasePages(pages: pages).add(to: routes)
        AssignmentPages(pages: pages).add(to: routes)
        PeoplePages(pages: pages).add(to: routes)
        ProfilePages(pages: pages, hasMail: hasMail).add(to: routes)
        CalendarFeedPages(pages: pages).add(to: routes)
        ConductPages(pages: pages).add(to: routes)
        InvitationPages(pages: pages, hasMail: hasMail).add(to: routes)
        SecondStepPages(pages: pages, secondStep: door.secondStep).add(to: routes)
        ConfirmationPages(pages: pages, confirmation: door.confirmation).add(to: routes)
        SecondFactorPages(pages: pages, keys: door.keys).add(to: routes)
        SessionPages(pages: pages).add(to: routes)
        PasswordPages(pages: pages, change: door.passwordChange).add(to: routes)
        CalendarPages(pages: pages).add(to: routes)
        WorkflowPages(pages: pages).add(to: routes)
        if frame.settings.publishesContracts { PublicPages(pages: pages).add(to: routes) }
        StatisticsPages(pages: pages).add(to: routes)
        AuditPages(pages: pages).add(to: routes)
        addReportPages(pages, to: routes)
    }
}
