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

package io.datawarehouse.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a bean as a job: each call is a run that ends as the call does. If it
 * gives a {@link java.util.concurrent.CompletionStage}, the run ends as that does. Inside
 * the method, {@link JobContext#current()} is the run. <pre class="code">
 * &#64;Scheduled(cron = "0 0 2 * * *")
 * &#64;LineageJob("daily_sales_etl")
 * void aggregate() {
 *     String source = JobContext.current().latestTableUri("sales_raw");
 * }
 * </pre>
 *
 * @since 1.0.0
 * @see JobContextFactory
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Reflective
public @interface LineageJob {

	/**
	 * Name of the job.
	 * @return the name, empty for the names of the class and the method
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * Name of the job.
	 * @return the name, empty for the names of the class and the method
	 */
	@AliasFor("value")
	String name() default "";

}
