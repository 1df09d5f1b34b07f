-- SPDX-License-Identifier: Apache-2.0
-- Sends one request over and over, each with its own Idempotency-Key ({key}) and phone number ({number}).
local template = os.getenv("BENCH_TEMPLATE")
local firstKey = tonumber(os.getenv("BENCH_KEY"))
local firstNumber = tonumber(os.getenv("BENCH_NUMBER"))
local cycle = tonumber(os.getenv("BENCH_CYCLE"))
local sent = 0

local function split(text, mark)
  local from, to = string.find(text, mark, 1, true)
  if from == nil then
    return text, nil
  end
  return string.sub(text, 1, from - 1), string.sub(text, to + 1)
end

local beforeKey, afterKey = split(template, "{key}")
local beforeNumber, afterNumber = split(afterKey or "", "{number}")

function request()
  if afterKey == nil then
    return template
  end
  local key = string.format("%012d", firstKey + sent)
  if afterNumber == nil then
    sent = sent + 1
    return beforeKey .. key .. beforeNumber
  end
  local number = string.format("%08d", firstNumber + sent % cycle)
  sent = sent + 1
  return beforeKey .. key .. beforeNumber .. number .. afterNumber
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    "RESULT requests=%d micros=%d refused=%d broken=%d p50=%d p99=%d\n",
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
