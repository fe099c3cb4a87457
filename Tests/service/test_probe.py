from path import Path
def test_probe(service):
    p = Path(service).advance("closed")
    assert p.status("case") == "closed"
