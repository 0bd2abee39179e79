"""A warm worker: many cases, bad ones, and a worker that dies."""

import asyncio
import json
import os
import signal
import threading

import pytest

import segwarden
from segwarden import Case, Failure, Record, Warden


@pytest.fixture(scope="module")
def warden(binary):
    with Warden("ct-totalsegmentator", jobs=2) as warden:
        yield warden


def test_a_file_is_judged_as_the_command_judges_it(warden, printed, swapped) -> None:
    text = printed("check", str(swapped), "--policy", "ct-totalsegmentator", "--format", "jsonl", "--no-store")
    asked, expected = warden.check(swapped).document(), json.loads(text)
    for document in (asked, expected):
        del document["provenance"]["started"], document["provenance"]["elapsed_ms"]
    assert asked == expected


def test_the_module_keeps_one_worker_for_a_policy(sound) -> None:
    from segwarden.warden import kept

    first = segwarden.check(sound, policy="ct-kidneys")
    processes = kept("ct-kidneys").processes
    assert segwarden.check(sound, policy="ct-kidneys").decision == first.decision
    assert kept("ct-kidneys").processes == processes and len(processes) == 1


def test_a_policy_that_was_changed_is_read_anew(sound, tmp_path) -> None:
    policy = tmp_path / "p.yaml"
    text = segwarden.Policy("ct-kidneys").text()
    policy.write_text(text)
    before = segwarden.check(sound, policy=policy)
    policy.write_text(text + "\n# changed\n")
    os.utime(policy, ns=(1, 1))
    assert segwarden.check(sound, policy=policy).provenance.policy.sha256 != before.provenance.policy.sha256


def test_many_cases_come_in_their_order_and_bad_ones_are_failures(warden, sound, swapped, tmp_path) -> None:
    broken = tmp_path / "broken.nii"
    broken.write_bytes(b"\0" * 400)
    cases = [
        Case(path, name=str(number)) for number, path in enumerate([sound, broken, swapped, tmp_path / "none.nii"] * 3)
    ]
    results = list(warden.map(cases))
    names = [result.case for result in results]
    assert names == [str(number) for number in range(12)]
    kinds = [result.decision if isinstance(result, Record) else result.error.code for result in results[:4]]
    assert kinds[0] == "accept" and kinds[2] == "reject" and kinds[3] == "not-found"
    assert isinstance(results[1], Failure)


def test_cases_are_taken_as_there_is_room(warden, sound) -> None:
    taken = 0

    def cases():
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield sound

    results = warden.map(cases())
    next(results)
    assert taken <= 2 * warden.jobs
    results.close()


def test_a_case_that_cannot_be_checked_is_an_exception_with_code_and_place(warden, tmp_path) -> None:
    with pytest.raises(segwarden.CaseError) as raised:
        warden.check(tmp_path / "none.nii")
    assert (raised.value.code, raised.value.place) == ("not-found", "none.nii")
    assert "none" in str(raised.value)


def test_facts_that_the_policy_does_not_declare_are_the_cases_error(warden, sound) -> None:
    with pytest.raises(segwarden.CaseError) as raised:
        warden.check(sound, context={"weather": "fair"})
    assert raised.value.code == "bad-context"


def test_facts_reach_the_record(sound) -> None:
    record = segwarden.check(sound, policy="ct-kidneys", context={"nephrectomy": "left"})
    assert record.provenance.context["nephrectomy"] == "left"


def test_a_policy_with_mistakes_says_where(tmp_path) -> None:
    policy = tmp_path / "bad.yaml"
    policy.write_text(segwarden.Policy("ct-kidneys").text().replace("volume:", "volum:"))
    with pytest.raises(segwarden.PolicyError) as raised:
        Warden(policy)
    error = raised.value
    assert error.code == "policy" and error.status == 78
    first = error.diagnostics[0]
    assert first.line > 1 and first.file.endswith("bad.yaml") and "volum" in first.message
    assert error.place == f"{first.file}:{first.line}:{first.column}"


def test_a_policy_that_is_not_there_is_an_error(binary) -> None:
    with pytest.raises(segwarden.ProgramError, match="ct-kidney"):
        Warden("ct-kidney")


def test_wrong_options_are_an_error(binary) -> None:
    with pytest.raises(segwarden.ProgramError) as raised:
        Warden("ct-kidneys", max_memory="much")
    assert raised.value.code == "usage"


def test_many_threads_share_a_warden(warden, sound) -> None:
    found: list[str] = []

    def work() -> None:
        found.extend(warden.check(sound).decision for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["accept"] * 18


def test_asyncio_checks_while_other_things_go_on(warden, sound, swapped) -> None:
    async def work() -> tuple[list[str], int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.01)

        ticking = asyncio.ensure_future(tick())
        records = await asyncio.gather(*(warden.check_async(path) for path in [sound, swapped] * 3))
        decisions = [record.decision for record in records]
        decisions += [result.decision async for result in warden.map_async([swapped, sound])]
        ticking.cancel()
        return decisions, ticks

    decisions, ticks = asyncio.run(work())
    assert decisions == ["accept", "reject"] * 3 + ["reject", "accept"]
    assert ticks > 5


def test_a_worker_that_is_killed_loses_no_case(binary, sound, swapped) -> None:
    with Warden("ct-totalsegmentator", jobs=2) as warden:
        (first,) = warden.processes
        futures = [warden.submit(path) for path in [sound, swapped] * 4]
        os.kill(first, signal.SIGKILL)
        decisions = [future.result(60).decision for future in futures]
        assert decisions == ["accept", "reject"] * 4
        assert warden.check(sound).decision == "accept"
        assert warden.processes and warden.processes != [first]


def test_a_case_that_kills_its_worker_is_the_one_to_blame(tmp_path, sound, monkeypatch, binary) -> None:
    """A program that dies at one export stands before the real one."""
    program = tmp_path / "segwarden"
    program.write_text(
        "#!/bin/bash\n"
        f'[ "$1" = worker ] || exec {binary} "$@"\n'
        f'mkfifo {tmp_path}/$$; {binary} "$@" <{tmp_path}/$$ & exec 3>{tmp_path}/$$\n'
        'while IFS= read -r line; do case "$line" in *deadly*) sleep 0.2; kill -9 $! $$ ;; esac'
        '; echo "$line" >&3; done\n'
        "exec 3>&-; wait\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("SEGWARDEN", str(program))
    with Warden("ct-kidneys", jobs=2) as warden:
        futures = [warden.submit(Case(sound, name=name)) for name in ("a", "deadly", "b", "c")]
        results = [future.result(60) for future in futures]
    assert [result.case for result in results] == ["a", "deadly", "b", "c"]
    assert [isinstance(result, Record) for result in results] == [True, False, True, True]
    assert results[1].error.code == "worker-ended"


def test_time_that_runs_out_is_said(warden, sound) -> None:
    with pytest.raises(TimeoutError):
        warden.check(sound, timeout=0)


def test_a_warden_that_is_closed_takes_no_case(binary, sound) -> None:
    warden = Warden("ct-kidneys")
    (process,) = warden.processes
    warden.close()
    warden.close()
    with pytest.raises(segwarden.WorkerError):
        warden.check(sound)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_forked_process_has_a_worker_of_its_own(sound) -> None:
    segwarden.check(sound, policy="ct-kidneys")
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if segwarden.check(sound, policy="ct-kidneys").decision == "accept" else 3)
        finally:
            os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert segwarden.check(sound, policy="ct-kidneys").decision == "accept"
