/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.datawarehouse.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the pipeline.
 *
 * @param input CSV file, folder of CSV files, or dw:// address of either
 * @param exit whether to end after the report, with exit code 1 when a file failed
 * @param bucket bucket that holds the lake
 * @param visibilityTimeout time after which a file that was taken but not finished is
 * handed out again
 * @param timeout how long the pipeline waits for the workers
 */
@ConfigurationProperties("sales")
public record SalesProperties(@DefaultValue("data") String input, @DefaultValue("false") boolean exit,
		@DefaultValue("lake") String bucket, @DefaultValue("10s") Duration visibilityTimeout,
		@DefaultValue("10m") Duration timeout) {
}
