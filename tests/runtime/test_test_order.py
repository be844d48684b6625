"""Do the long tests of a parallel run begin first, and those that share a portal stay together?"""

from runtime.test_order import rank, scope


def test_a_file_goes_to_one_process_and_the_journeys_go_together():
    assert scope("tests/catalogue/test_a.py::test_b[x::y]") == "tests/catalogue/test_a.py"
    assert scope("tests/journeys/test_door.py::test_a") == scope("tests/journeys/test_public_pages.py::test_b")


def test_kills_come_first_and_a_file_of_many_tests_before_one_of_few():
    files = {
        "tests/catalogue/test_few.py": 3,
        "tests/catalogue/test_many.py": 300,
        "tests/bench/test_every_bench.py": 4,
        "tests/crash/test_kills.py": 4,
    }
    assert sorted(files, key=lambda name: rank(name, files[name])) == [
        "tests/crash/test_kills.py",
        "tests/bench/test_every_bench.py",
        "tests/catalogue/test_many.py",
        "tests/catalogue/test_few.py",
    ]
