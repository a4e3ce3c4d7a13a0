#!/usr/bin/env node
"use strict";
// Runs the program that the package of this platform has, and ends as it ends.
const { spawn } = require("child_process");
const { constants } = require("os");

const platforms = { "linux x64": "@pgslate/linux-x64" };

function fail(...lines) {
  console.error("pgslate: " + lines.join("\n  "));
  process.exit(1);
}

// Another libc than glibc says nothing here.
function hasGlibc() {
  const report = process.report && process.report.getReport();
  return Boolean(report && report.header && report.header.glibcVersionRuntime);
}

function findProgram() {
  const platform = `${process.platform} ${process.arch}`;
  const name = platforms[platform];
  if (!name)
    fail(
      `there is no package for ${platform} yet, only for ${Object.keys(platforms).join(", ")}.`,
      "Elsewhere it runs in a container, or is built from source."
    );
  try {
    return require.resolve(`${name}/bin/pgslate`);
  } catch {
    if (!hasGlibc())
      fail(
        "the package for Linux needs glibc, which this system does not have (Alpine has musl).",
        "Use an image such as node:22-slim."
      );
    return fail(
      `the package ${name}, which has the program, is not installed.`,
      "Was it left out by --omit=optional, or node_modules copied from another platform?",
      "`npm install` without that puts it right."
    );
  }
}

// Ctrl-C reaches every process on the terminal. Told of it a second time, pgslate would end at once
// and not tidy up; SIGTERM asks for the same end, and does not count as a second time.
const forwarded = { SIGINT: "SIGTERM", SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGQUIT: null };

function run(program) {
  let child;
  let interrupted = false;
  // Before it starts: whatever comes in between waits until it has.
  for (const [signal, other] of Object.entries(forwarded))
    process.on(signal, () => {
      interrupted = interrupted || signal === "SIGINT";
      if (other) child.kill(other);
    });
  child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  child.on("error", (error) => fail(`cannot run ${program}: ${error.message}`));
  child.on("exit", (status, signal) => {
    if (status === 128 + constants.signals.SIGTERM && interrupted)
      status = 128 + constants.signals.SIGINT;
    if (!signal) process.exit(status);
    // What killed it shall be what this one dies of.
    process.exitCode = 128 + constants.signals[signal];
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

run(findProgram());
